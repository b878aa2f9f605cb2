"""The duty roster, and the hours in which nobody is planned at the hotline (C2.4)."""

from typing import Any
from uuid import UUID

from services.ticketing import handlers, queries
from services.ticketing.models import Duty
from services.ticketing.schemas import (
    DutySchema,
    GapFilterSchema,
    GapSchema,
    NothingSchema,
    PlanDutySchema,
    RosterFilterSchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_schema, reads, writes

roster = ApiBlueprint("roster", __name__, url_prefix="/api/v1/duties", description="Duty roster")


@roster.get("")
@reads("tickets.read")
@roster.arguments(RosterFilterSchema, location="query")
@roster.response(200, page_schema(DutySchema))
def list_duties(args: dict[str, Any]) -> Page[Duty]:
    """The shifts that run between two times, all of them on one page."""
    estate = queries.estate(db(), args["estate_id"])
    return Page(queries.duties(db(), estate.id, args["start"], args["end"]), None)


@roster.get("/gaps")
@reads("tickets.read")
@roster.arguments(GapFilterSchema, location="query")
@roster.response(200, page_schema(GapSchema))
def list_gaps(args: dict[str, Any]) -> Page[dict[str, Any]]:
    """The times of the next 14 days in which nobody is planned at the hotline."""
    estate = queries.estate(db(), args["estate_id"])
    found = queries.hotline_gaps(db(), estate.id)
    return Page([{"starts_at": begins, "ends_at": ends} for begins, ends in found], None)


@roster.post("")
@writes("roster.edit")
@roster.arguments(PlanDutySchema)
@roster.response(201, page_schema(DutySchema))
def plan_duty(facts: dict[str, Any]) -> Page[Duty]:
    """Plans a shift, perhaps for some weeks: all of them, or none."""
    return Page(handlers.plan_duty(db(), **facts), None)


@roster.post("/<uuid:duty_id>/remove")
@writes("roster.edit")
@roster.arguments(NothingSchema, required=False)
@roster.response(204)
def remove_duty(_nothing: dict[str, Any], duty_id: UUID) -> None:
    """The shift does not take place."""
    handlers.remove_duty(db(), duty_id=duty_id)
