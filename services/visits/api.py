"""The visits service's JSON API."""

from typing import Any

from services.visits import queries
from services.visits.schemas import BuildingRoundSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads

api = ApiBlueprint("visits", __name__, url_prefix="/api/v1")


@api.get("/rounds")
@reads("visits.read")
@api.arguments(page_args(), location="query")
@api.response(200, page_schema(BuildingRoundSchema))
def rounds(args: dict[str, Any]) -> Page[queries.BuildingRound]:
    """What a quarterly round has to cover, one row for each building that the caller sees."""
    return queries.rounds(db(), **args)
