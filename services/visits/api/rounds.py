"""Quarterly rounds (A2.7)."""

from typing import Any

from services.visits import queries
from services.visits.schemas import BuildingRoundSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads

rounds = ApiBlueprint("rounds", __name__, url_prefix="/api/v1/rounds", description="Quarterly rounds")


@rounds.get("")
@reads("visits.read")
@rounds.arguments(page_args(), location="query")
@rounds.response(200, page_schema(BuildingRoundSchema))
def list_rounds(args: dict[str, Any]) -> Page[queries.BuildingRound]:
    """What a quarterly round has to cover, one row for each building that the caller sees."""
    return queries.rounds(db(), **args)
