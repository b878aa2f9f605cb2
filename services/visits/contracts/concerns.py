"""What ticketing tells of tickets, as far as visits must know what a household waits for (C1.4.6)."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class TicketTold(Event):
    """``status`` is where the ticket stands after it."""

    ticket_id: UUID
    estate_id: UUID
    number: str
    kind: str
    status: str
    title: str
    customer_id: UUID | None
    at: Moment


class TicketOpened(TicketTold):
    key: ClassVar[str] = "ticketing.ticket_opened.v1"


class TicketAnswered(TicketTold):
    key: ClassVar[str] = "ticketing.ticket_answered.v1"

    answer: str


class TicketClosed(TicketTold):
    key: ClassVar[str] = "ticketing.ticket_closed.v1"


class TicketAcknowledged(TicketTold):
    key: ClassVar[str] = "ticketing.ticket_acknowledged.v1"


class TicketResolved(TicketTold):
    key: ClassVar[str] = "ticketing.ticket_resolved.v1"


class TicketDeclined(TicketTold):
    key: ClassVar[str] = "ticketing.ticket_declined.v1"


class TicketReopened(TicketTold):
    key: ClassVar[str] = "ticketing.ticket_reopened.v1"


class TicketMerged(TicketTold):
    key: ClassVar[str] = "ticketing.ticket_merged.v1"


TOLD: tuple[type[TicketTold], ...] = (
    TicketOpened,
    TicketAcknowledged,
    TicketResolved,
    TicketDeclined,
    TicketAnswered,
    TicketClosed,
    TicketReopened,
    TicketMerged,
)
