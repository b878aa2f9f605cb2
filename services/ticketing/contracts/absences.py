"""Who is away, and when."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event


class AbsenceChanged(Event):
    """The full state of an absence, both days included. Its reason is nobody's business outside of the front desk."""

    key: ClassVar[str] = "ticketing.absence_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    staff_id: UUID
    first_day: date
    last_day: date
    deleted: bool


EMITS: tuple[type[Event], ...] = (AbsenceChanged,)
