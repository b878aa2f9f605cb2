"""What other services tell that the quarterly analysis counts: the fields that it needs of it (A2.8)."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class TicketFact(Event):
    """What every event of a ticket tells; ``status`` is where it stands after it."""

    ticket_id: UUID
    estate_id: UUID
    number: str
    kind: str
    tier: str
    status: str
    customer_id: UUID | None
    unit_id: UUID | None
    at: Moment


class TicketOpened(TicketFact):
    key: ClassVar[str] = "ticketing.ticket_opened.v1"

    channel: str
    category: str = ""


class TicketAcknowledged(TicketFact):
    key: ClassVar[str] = "ticketing.ticket_acknowledged.v1"


class TicketClassified(TicketFact):
    key: ClassVar[str] = "ticketing.ticket_classified.v1"

    category: str


class TicketTierChanged(TicketFact):
    key: ClassVar[str] = "ticketing.ticket_tier_changed.v1"


class TicketResolved(TicketFact):
    key: ClassVar[str] = "ticketing.ticket_resolved.v1"

    resolution: str


class TicketDeclined(TicketFact):
    key: ClassVar[str] = "ticketing.ticket_declined.v1"

    reason: str


class TicketAnswered(TicketFact):
    key: ClassVar[str] = "ticketing.ticket_answered.v1"

    answer: str


class TicketClosed(TicketFact):
    key: ClassVar[str] = "ticketing.ticket_closed.v1"


class TicketReopened(TicketFact):
    key: ClassVar[str] = "ticketing.ticket_reopened.v1"


class TicketMerged(TicketFact):
    key: ClassVar[str] = "ticketing.ticket_merged.v1"

    into_id: UUID


class TicketRated(TicketFact):
    key: ClassVar[str] = "ticketing.ticket_rated.v1"

    score: int


class MajorProblemFlagged(TicketFact):
    key: ClassVar[str] = "ticketing.major_problem_flagged.v1"


class MajorProblemWithdrawn(TicketFact):
    key: ClassVar[str] = "ticketing.major_problem_withdrawn.v1"


class ClockBreached(TicketFact):
    """What was promised by ``clock`` was not kept."""

    key: ClassVar[str] = "ticketing.clock_breached.v1"

    clock: str


class TicketReporterChanged(Event):
    """A household that told the same as the ticket."""

    key: ClassVar[str] = "ticketing.ticket_reporter_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    ticket_id: UUID
    customer_id: UUID | None
    deleted: bool


class CategoryChanged(Event):
    key: ClassVar[str] = "ticketing.category_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    name: str
    name_en: str
    deleted: bool


class MailboxEmptied(Event):
    key: ClassVar[str] = "ticketing.mailbox_emptied.v1"

    emptying_id: UUID
    estate_id: UUID
    emptied_at: Moment
    letters: int


class VisitRecorded(Event):
    key: ClassVar[str] = "visits.visit_recorded.v1"

    visit_id: UUID
    estate_id: UUID
    customer_id: UUID
    visited_at: Moment
    evaluation: int | None
    needs: int


class SymposiumChanged(Event):
    key: ClassVar[str] = "visits.symposium_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    held_at: Moment | None
    attended: int
    deleted: bool


class MeetingHeld(Event):
    """``committee`` people of the owners' committee came."""

    key: ClassVar[str] = "visits.meeting_held.v1"

    meeting_id: UUID
    estate_id: UUID
    held_at: Moment
    committee: int


class NoticeFact(Event):
    """What every event of a notice tells. An outage with an ``emergency_reason`` was not planned (C2.1)."""

    notice_id: UUID
    estate_id: UUID
    number: str | None
    kind: str
    title: str
    title_en: str
    at: Moment
    starts_at: Moment | None = None
    emergency_reason: str = ""


class NoticePublished(NoticeFact):
    key: ClassVar[str] = "notify.notice_published.v1"


class OutageAnnounced(NoticeFact):
    key: ClassVar[str] = "notify.outage_announced.v1"


class NoticeReplaced(NoticeFact):
    key: ClassVar[str] = "notify.notice_replaced.v1"


class NoticeWithdrawn(NoticeFact):
    key: ClassVar[str] = "notify.notice_withdrawn.v1"
