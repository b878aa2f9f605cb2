"""分管楼层: which officer a floor belongs to (A2.7)."""

from typing import Any

from services.visits import handlers, queries
from services.visits.models import FloorOfficer
from services.visits.schemas import AssignFloorsSchema, FloorFilterSchema, FloorOfficerSchema, FloorSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

floors = ApiBlueprint("floors", __name__, url_prefix="/api/v1/floors", description="Floors and their officers")


@floors.get("")
@reads("visits.read")
@floors.arguments(page_args(FloorFilterSchema), location="query")
@floors.response(200, page_schema(FloorSchema))
def list_floors(args: dict[str, Any]) -> Page[queries.Floor]:
    """Floors with their officers of today; ``without`` lists those that nobody has."""
    return queries.floors(db(), **args)


@floors.post("/assign")
@writes("visits.plan")
@floors.arguments(AssignFloorsSchema)
@floors.response(200, FloorOfficerSchema(many=True))
def assign_floors(facts: dict[str, Any]) -> list[FloorOfficer]:
    """Gives floors to an officer from a day on; whoever has them keeps them to the day before."""
    return handlers.assign_floors(db(), **facts)
