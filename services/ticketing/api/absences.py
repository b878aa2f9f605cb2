"""Absences of staff: who is away is given nothing new."""

from typing import Any
from uuid import UUID

from services.ticketing import handlers, queries
from services.ticketing.models import Absence
from services.ticketing.schemas import AbsenceSchema, EndAbsenceSchema, EnterAbsenceSchema, NothingSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_schema, reads, writes

absences = ApiBlueprint("absences", __name__, url_prefix="/api/v1", description="Absences of staff")


@absences.get("/staff/<uuid:staff_id>/absences")
@reads("staff.read")
@absences.response(200, page_schema(AbsenceSchema))
def list_absences(staff_id: UUID) -> Page[Absence]:
    """When the person is away, today and from then on, all of it on one page."""
    member = queries.staff_member(db(), staff_id)
    return Page(queries.absences(db(), member.id), None)


@absences.post("/staff/<uuid:staff_id>/absences")
@writes("absences.enter")
@absences.arguments(EnterAbsenceSchema)
@absences.response(201, AbsenceSchema)
def enter_absence(facts: dict[str, Any], staff_id: UUID) -> Absence:
    """The person is away on these days, and is given nothing new in them."""
    return handlers.enter_absence(db(), staff_id=staff_id, **facts)


@absences.patch("/absences/<uuid:absence_id>")
@writes("absences.enter")
@absences.arguments(EndAbsenceSchema)
@absences.response(200, AbsenceSchema)
def end_absence(facts: dict[str, Any], absence_id: UUID) -> Absence:
    """It ends on another day, earlier or later."""
    return handlers.end_absence(db(), absence_id=absence_id, **facts)


@absences.post("/absences/<uuid:absence_id>/remove")
@writes("absences.enter")
@absences.arguments(NothingSchema, required=False)
@absences.response(204)
def remove_absence(_nothing: dict[str, Any], absence_id: UUID) -> None:
    """It does not take place; of one that has begun, the days that have passed stay."""
    handlers.remove_absence(db(), absence_id=absence_id)
