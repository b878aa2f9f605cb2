"""What notify needs of the events of tickets, to tell people of them."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class TicketEvent(Event):
    """What notify needs of every event of a ticket; ``status_url`` is the household's own link."""

    ticket_id: UUID
    estate_id: UUID
    number: str
    kind: str
    area: str | None
    tier: str
    title: str
    customer_id: UUID | None
    unit_path: str
    status_url: str
    at: Moment


class TicketOpened(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_opened.v1"

    due_at: Moment | None
    origin_id: UUID | None = None


class TicketAcknowledged(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_acknowledged.v1"


class TicketAssigned(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_assigned.v1"

    assignee_id: UUID
    assignee_name: str
    due_at: Moment | None


class TicketArrived(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_arrived.v1"


class TicketResolved(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_resolved.v1"

    resolution: str


class TicketDeclined(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_declined.v1"

    reason: str


class TicketAnswered(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_answered.v1"

    answer: str


class TicketClosed(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_closed.v1"

    rating_url: str = ""


class RatingReminded(TicketEvent):
    key: ClassVar[str] = "ticketing.rating_reminded.v1"

    rating_url: str


class TicketReopened(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_reopened.v1"


class TicketTimeAgreed(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_time_agreed.v1"

    agreed_at: Moment


class TicketPaused(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_paused.v1"

    reason: str
    until: Moment | None


class TicketResumed(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_resumed.v1"

    due_at: Moment | None


class TicketReferred(TicketEvent):
    """The household is told that it was passed on, ``staff_ids`` are asked (A2.4)."""

    key: ClassVar[str] = "ticketing.ticket_referred.v1"

    by: str
    question: str
    staff_ids: list[UUID]


class SolutionProposed(TicketEvent):
    """Each of ``staff_ids``, who asked, is to be told."""

    key: ClassVar[str] = "ticketing.solution_proposed.v1"

    by: str
    proposal: str
    staff_ids: list[UUID]


class ReferralOverdue(TicketEvent):
    """``superior`` has not answered in time: each of ``staff_ids`` is to be told."""

    key: ClassVar[str] = "ticketing.referral_overdue.v1"

    superior: str
    question: str
    staff_ids: list[UUID]


class MailboxLetterReceived(TicketEvent):
    """Each of ``staff_ids``, the project lead, is to be told (A2.9)."""

    key: ClassVar[str] = "ticketing.mailbox_letter_received.v1"

    staff_ids: list[UUID]


class MajorProblemFlagged(TicketEvent):
    """Each of ``staff_ids``, the project lead, is to be told."""

    key: ClassVar[str] = "ticketing.major_problem_flagged.v1"

    by: str
    reason: str
    staff_ids: list[UUID]


class ClockEvent(TicketEvent):
    """A promise runs out, or is broken: each of ``staff_ids`` is to be told."""

    due_at: Moment
    staff_ids: list[UUID]
    assignee_name: str | None


class ClockWarned(ClockEvent):
    key: ClassVar[str] = "ticketing.clock_warned.v1"


class ClockBreached(ClockEvent):
    key: ClassVar[str] = "ticketing.clock_breached.v1"
