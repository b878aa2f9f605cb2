"""Who else told the same as a ticket, and tickets that turned out to be about the same."""

from typing import ClassVar
from uuid import UUID

from services.ticketing.contracts.tickets import TicketEvent
from shared.events import Event


class ReporterAdded(TicketEvent):
    """Somebody told the same. ``reporter_url`` is the household's own status link, empty for who has none."""

    key: ClassVar[str] = "ticketing.reporter_added.v1"

    by: str
    reporter_id: UUID | None
    reporter_url: str


class TicketMerged(TicketEvent):
    """It is about the same as ``into``, where it is handled from now on; its reporters are told of that one."""

    key: ClassVar[str] = "ticketing.ticket_merged.v1"

    by: str
    into_id: UUID
    into_number: str


class TicketReporterChanged(Event):
    """The full state of a household's tie to a ticket that it told too; None and empty for who is no household.

    Who tells the ticket's household of its progress tells this one as well, with its own ``status_url``.
    """

    key: ClassVar[str] = "ticketing.ticket_reporter_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    ticket_id: UUID
    customer_id: UUID | None
    status_url: str
    deleted: bool


EMITS: tuple[type[Event], ...] = (ReporterAdded, TicketMerged, TicketReporterChanged)
