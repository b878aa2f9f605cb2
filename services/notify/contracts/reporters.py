"""What notify needs to know of households that told the same as a ticket."""

from typing import ClassVar
from uuid import UUID

from services.notify.contracts.tickets import TicketEvent
from shared.events import Event


class TicketReporterChanged(Event):
    key: ClassVar[str] = "ticketing.ticket_reporter_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    ticket_id: UUID
    customer_id: UUID | None
    status_url: str
    deleted: bool


class ReporterAdded(TicketEvent):
    key: ClassVar[str] = "ticketing.reporter_added.v1"

    reporter_id: UUID | None
    reporter_url: str


class TicketMerged(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_merged.v1"

    into_number: str
    into_id: UUID | None = None
