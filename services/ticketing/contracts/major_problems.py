"""Major problems (A2.10): what ticketing tells of them, and the project lead's visit that it waits for."""

from typing import ClassVar
from uuid import UUID

from services.ticketing.contracts.tickets import TicketEvent
from shared.events import Event, Moment


class MajorProblemFlagged(TicketEvent):
    """The ticket can be closed only after the project lead's visit. ``staff_ids`` of ``role`` are to be told."""

    key: ClassVar[str] = "ticketing.major_problem_flagged.v1"

    by: str
    reason: str
    role: str
    staff_ids: list[UUID]


class MajorProblemWithdrawn(TicketEvent):
    """It was none after all."""

    key: ClassVar[str] = "ticketing.major_problem_withdrawn.v1"

    by: str
    reason: str


EMITS: tuple[type[Event], ...] = (MajorProblemFlagged, MajorProblemWithdrawn)


class MajorVisitRecorded(Event):
    key: ClassVar[str] = "visits.major_visit_recorded.v1"

    ticket_id: UUID
    visited_at: Moment
    by: str
    words: str
