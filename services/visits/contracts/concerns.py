"""What ticketing tells of tickets, as far as visits must know what a household waits for (C1.4.6)."""

from typing import ClassVar
from uuid import UUID

from services.visits.contracts.evidence import TicketFact


class TicketTold(TicketFact):
    """``status`` is where the ticket stands after it."""

    status: str
    title: str
    customer_id: UUID | None


class TicketOpened(TicketTold):
    key: ClassVar[str] = "ticketing.ticket_opened.v1"

    origin_id: UUID | None = None


class TicketAnswered(TicketTold):
    key: ClassVar[str] = "ticketing.ticket_answered.v1"

    answer: str
    by: str


class TicketClosed(TicketTold):
    key: ClassVar[str] = "ticketing.ticket_closed.v1"


class TicketAcknowledged(TicketTold):
    key: ClassVar[str] = "ticketing.ticket_acknowledged.v1"

    by: str


class TicketResolved(TicketTold):
    key: ClassVar[str] = "ticketing.ticket_resolved.v1"

    by: str


class TicketDeclined(TicketTold):
    key: ClassVar[str] = "ticketing.ticket_declined.v1"

    by: str


class TicketReopened(TicketTold):
    key: ClassVar[str] = "ticketing.ticket_reopened.v1"


class TicketMerged(TicketTold):
    key: ClassVar[str] = "ticketing.ticket_merged.v1"

    into_number: str


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
