"""季度走访: rounds that were planned (A2.7)."""

from typing import Any

from services.visits import handlers, queries
from services.visits.models import Round
from services.visits.schemas import PlanRoundSchema, RoundSchema, WalkedSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

quarterly = ApiBlueprint("quarterly", __name__, url_prefix="/api/v1/quarterly-rounds", description="Planned rounds")


@quarterly.get("")
@reads("visits.read")
@quarterly.arguments(page_args(), location="query")
@quarterly.response(200, page_schema(WalkedSchema))
def list_quarterly_rounds(args: dict[str, Any]) -> Page[queries.Walked]:
    """The newest first, each with how far it has come."""
    return queries.quarterly_rounds(db(), **args)


@quarterly.post("")
@writes("visits.plan")
@quarterly.arguments(PlanRoundSchema)
@quarterly.response(200, RoundSchema)
def plan_round(facts: dict[str, Any]) -> Round:
    """Plans the round of a quarter, or plans it anew around what is agreed."""
    return handlers.plan_round(db(), **facts)
