"""Events of a ticket on its way from filing to closing."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class TicketEvent(Event):
    """What every event of a ticket tells. ``status_url`` is the resident's link, empty without a customer."""

    ticket_id: UUID
    estate_id: UUID
    number: str
    kind: str
    area: str | None
    tier: str
    status: str
    title: str
    customer_id: UUID | None
    unit_id: UUID | None
    unit_path: str
    status_url: str
    at: Moment


class TicketOpened(TicketEvent):
    """``origin_id`` is what another service told that had to be repaired, such as a sign's defect."""

    key: ClassVar[str] = "ticketing.ticket_opened.v1"

    channel: str
    description: str
    opened_by: str
    due_at: Moment | None
    category: str = ""
    category_id: UUID | None = None
    origin_id: UUID | None = None


class TicketAcknowledged(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_acknowledged.v1"

    by: str


class TicketAssigned(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_assigned.v1"

    assignee_id: UUID
    assignee_name: str
    previous_assignee_id: UUID | None
    due_at: Moment | None


class TicketGivenBack(TicketEvent):
    """Nobody has it any more; anybody of ``team`` can take it."""

    key: ClassVar[str] = "ticketing.ticket_given_back.v1"

    by: str
    previous_assignee_id: UUID | None
    team: str | None


class TicketClassified(TicketEvent):
    """It is about something else than was said when it was filed; the category may be none (empty)."""

    key: ClassVar[str] = "ticketing.ticket_classified.v1"

    by: str
    category: str
    category_id: UUID | None


class TicketArrived(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_arrived.v1"

    by: str


class TicketResolved(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_resolved.v1"

    by: str
    resolution: str


class TicketDeclined(TicketEvent):
    """It will not be done; the resident is still owed an answer (有解必答)."""

    key: ClassVar[str] = "ticketing.ticket_declined.v1"

    by: str
    reason: str


class TicketAnswered(TicketEvent):
    """``channel`` is how the resident was answered (有解必答)."""

    key: ClassVar[str] = "ticketing.ticket_answered.v1"

    by: str
    answer: str
    channel: str


class TicketClosed(TicketEvent):
    """``rating_url`` is the household's link to say how it was, empty without a customer."""

    key: ClassVar[str] = "ticketing.ticket_closed.v1"

    by: str
    rating_url: str = ""


class TicketReopened(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_reopened.v1"

    by: str
    reason: str


class TicketTierChanged(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_tier_changed.v1"

    by: str
    previous_tier: str
    reason: str
    due_at: Moment | None


class TicketTimeAgreed(TicketEvent):
    """Another time was agreed with the resident (C2.5)."""

    key: ClassVar[str] = "ticketing.ticket_time_agreed.v1"

    by: str
    agreed_at: Moment
    due_at: Moment | None


class TicketPaused(TicketEvent):
    """The ticket waits; ``until`` is when that ends by itself, None when somebody must end it."""

    key: ClassVar[str] = "ticketing.ticket_paused.v1"

    by: str
    reason: str
    note: str
    until: Moment | None


class TicketResumed(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_resumed.v1"

    by: str
    due_at: Moment | None


EMITS: tuple[type[Event], ...] = (
    TicketOpened,
    TicketAcknowledged,
    TicketAssigned,
    TicketGivenBack,
    TicketClassified,
    TicketArrived,
    TicketResolved,
    TicketDeclined,
    TicketAnswered,
    TicketClosed,
    TicketReopened,
    TicketTierChanged,
    TicketTimeAgreed,
    TicketPaused,
    TicketResumed,
)
