"""Visits: scheduled, moved, made, and what was said on them (C1.4.4, C1.4.5)."""

from typing import Any
from uuid import UUID

from services.visits import handlers, queries
from services.visits.models import Visit, VisitRecord
from services.visits.schemas import (
    ListedVisitSchema,
    MissVisitSchema,
    MoveVisitSchema,
    RecordVisitSchema,
    ScheduleVisitSchema,
    ToldSchema,
    VisitFilterSchema,
    VisitReasonSchema,
    VisitRecordSchema,
    VisitSchema,
)
from shared.fields import NothingSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

visits = ApiBlueprint("visits", __name__, url_prefix="/api/v1/visits", description="Visits and their records")


@visits.get("")
@reads("visits.read")
@visits.arguments(page_args(VisitFilterSchema), location="query")
@visits.response(200, page_schema(ListedVisitSchema))
def list_visits(args: dict[str, Any]) -> Page[queries.Listed]:
    """In the order of their times."""
    return queries.visits(db(), **args)


@visits.post("")
@writes("visits.record")
@visits.arguments(ScheduleVisitSchema)
@visits.response(201, VisitSchema)
def schedule_visit(facts: dict[str, Any]) -> Visit:
    """A visit besides the rounds, at a time agreed with the household."""
    return handlers.schedule_visit(db(), **facts)


@visits.get("/<uuid:visit_id>")
@reads("visits.read")
@visits.response(200, ToldSchema)
def one_visit(visit_id: UUID) -> queries.Told:
    """One of them, with its record."""
    return queries.told(db(), visit_id)


@visits.post("/<uuid:visit_id>/confirm")
@writes("visits.record")
@visits.arguments(NothingSchema, required=False)
@visits.response(200, VisitSchema)
def confirm_visit(_nothing: dict[str, Any], visit_id: UUID) -> Visit:
    """The household agrees to its time."""
    return handlers.confirm_visit(db(), visit_id=visit_id)


@visits.post("/<uuid:visit_id>/move")
@writes("visits.record")
@visits.arguments(MoveVisitSchema)
@visits.response(200, VisitSchema)
def move_visit(facts: dict[str, Any], visit_id: UUID) -> Visit:
    """Gives it another time, perhaps another officer."""
    return handlers.move_visit(db(), visit_id=visit_id, **facts)


@visits.post("/<uuid:visit_id>/absent")
@writes("visits.record")
@visits.arguments(MissVisitSchema)
@visits.response(200, VisitSchema)
def miss_visit(facts: dict[str, Any], visit_id: UUID) -> Visit:
    """Nobody was met; the next try is planned, until it was the third."""
    return handlers.miss_visit(db(), visit_id=visit_id, **facts)


@visits.post("/<uuid:visit_id>/refuse")
@writes("visits.record")
@visits.arguments(VisitReasonSchema)
@visits.response(200, VisitSchema)
def refuse_visit(facts: dict[str, Any], visit_id: UUID) -> Visit:
    """The household wants no visit."""
    return handlers.refuse_visit(db(), visit_id=visit_id, **facts)


@visits.post("/<uuid:visit_id>/cancel")
@writes("visits.plan")
@visits.arguments(VisitReasonSchema)
@visits.response(200, VisitSchema)
def cancel_visit(facts: dict[str, Any], visit_id: UUID) -> Visit:
    """It will not take place."""
    return handlers.cancel_visit(db(), visit_id=visit_id, **facts)


@visits.post("/<uuid:visit_id>/record")
@writes("visits.record")
@visits.arguments(RecordVisitSchema)
@visits.response(201, VisitRecordSchema)
def record_visit(facts: dict[str, Any], visit_id: UUID) -> VisitRecord:
    """What was said; each need becomes a ticket."""
    return handlers.record_visit(db(), visit_id=visit_id, **needs_of(facts))


@visits.post("/<uuid:visit_id>/keep-promise")
@writes("visits.record")
@visits.arguments(NothingSchema, required=False)
@visits.response(200, VisitRecordSchema)
def keep_promise(_nothing: dict[str, Any], visit_id: UUID) -> VisitRecord:
    """What was promised has been done."""
    return handlers.keep_promise(db(), visit_id=visit_id)


def needs_of(facts: dict[str, Any]) -> dict[str, Any]:
    return facts | {"needs": [handlers.Need(**need) for need in facts["needs"]]}
