"""Who is on duty (C2.4)."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class DutyChanged(Event):
    """The full state of a shift at the ``hotline`` or in a team; ``deleted``: it does not take place."""

    key: ClassVar[str] = "ticketing.duty_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    post: str
    staff_id: UUID
    starts_at: Moment
    ends_at: Moment
    deleted: bool


EMITS: tuple[type[Event], ...] = (DutyChanged,)
