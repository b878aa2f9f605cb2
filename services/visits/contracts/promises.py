"""Events of what was promised on visits (C1.4.5); what it was stays in the record."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class PromiseReminded(Event):
    """It is to be kept. ``staff_ids`` are to know; ``stage``: due, overdue or escalated."""

    key: ClassVar[str] = "visits.promise_reminded.v1"

    record_id: UUID
    visit_id: UUID
    estate_id: UUID
    unit_path: str
    promised_until: date
    stage: str
    staff_ids: list[UUID]
    at: Moment


class PromiseKept(Event):
    key: ClassVar[str] = "visits.promise_kept.v1"

    record_id: UUID
    visit_id: UUID
    estate_id: UUID
    at: Moment


EMITS: tuple[type[Event], ...] = (PromiseReminded, PromiseKept)
