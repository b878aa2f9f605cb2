"""重大问题: what is told of the project lead's visits, and what ticketing tells of the problems (A2.10)."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class MajorVisitRecorded(Event):
    """The project lead has seen a major problem in person (A2.10); ``ticket_id`` may be closed from now on.

    ``met`` names who was met, ``promised`` what was promised there, empty for nothing.
    """

    key: ClassVar[str] = "visits.major_visit_recorded.v1"

    id: UUID
    estate_id: UUID
    ticket_id: UUID
    number: str
    visited_at: Moment
    by_id: UUID | None
    by: str
    met: str
    words: str
    promised: str
    at: Moment


EMITS: tuple[type[Event], ...] = (MajorVisitRecorded,)


class MajorProblemFlagged(Event):
    key: ClassVar[str] = "ticketing.major_problem_flagged.v1"

    ticket_id: UUID
    estate_id: UUID
    number: str
    title: str
    customer_id: UUID | None
    unit_path: str
    by: str
    reason: str
    at: Moment


class MajorProblemWithdrawn(Event):
    key: ClassVar[str] = "ticketing.major_problem_withdrawn.v1"

    ticket_id: UUID
    estate_id: UUID
    at: Moment
