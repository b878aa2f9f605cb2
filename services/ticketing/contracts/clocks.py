"""Events of promised times that run out."""

from typing import ClassVar
from uuid import UUID

from services.ticketing.contracts.tickets import TicketEvent
from shared.events import Event, Moment


class ClockEvent(TicketEvent):
    """A clock (``respond``, C2.5) ran past ``percent`` of its time, and ``minutes_after`` that.

    ``staff_ids`` of ``role`` are to be told.
    """

    clock: str
    percent: int
    due_at: Moment
    unassigned: bool
    role: str
    staff_ids: list[UUID]
    assignee_name: str | None
    minutes_after: int = 0


class ClockWarned(ClockEvent):
    key: ClassVar[str] = "ticketing.clock_warned.v1"


class ClockBreached(ClockEvent):
    key: ClassVar[str] = "ticketing.clock_breached.v1"


EMITS: tuple[type[Event], ...] = (ClockWarned, ClockBreached)
