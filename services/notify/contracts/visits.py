"""What notify needs of visits, to tell households and officers of them (A2.7, C1.4.5)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class VisitTold(Event):
    """``slot_url`` is the household's own link."""

    visit_id: UUID
    estate_id: UUID
    customer_id: UUID
    unit_path: str
    kind: str
    officer: str
    starts_at: Moment
    slot_url: str
    at: Moment


class VisitAnnounced(VisitTold):
    key: ClassVar[str] = "visits.visit_announced.v1"


class VisitMoved(VisitTold):
    key: ClassVar[str] = "visits.visit_moved.v1"


class VisitReminded(VisitTold):
    key: ClassVar[str] = "visits.visit_reminded.v1"


class VisitCalledOff(VisitTold):
    key: ClassVar[str] = "visits.visit_called_off.v1"


class SlotAnswered(Event):
    key: ClassVar[str] = "visits.slot_answered.v1"

    visit_id: UUID
    estate_id: UUID
    staff_id: UUID
    unit_path: str
    starts_at: Moment
    moved: bool
    at: Moment


class PromiseReminded(Event):
    """``stage``: due, overdue or escalated."""

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
