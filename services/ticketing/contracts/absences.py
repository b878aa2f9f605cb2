"""Who is away, and when."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class AbsenceChanged(Event):
    """The full state of an absence, both days included. Its reason is nobody's business outside of the front desk."""

    key: ClassVar[str] = "ticketing.absence_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    staff_id: UUID
    first_day: date
    last_day: date
    deleted: bool


class WorkLeftBehind(Event):
    """Somebody is away and has ``count`` tickets of the estate to solve; ``role`` is told, who hands them over."""

    key: ClassVar[str] = "ticketing.work_left_behind.v1"

    staff_id: UUID
    name: str
    estate_id: UUID
    count: int
    last_day: date
    role: str
    staff_ids: list[UUID]
    at: Moment


EMITS: tuple[type[Event], ...] = (AbsenceChanged, WorkLeftBehind)
