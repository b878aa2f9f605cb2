"""The facts that every ticket event carries."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing import contracts
from services.ticketing.handlers.signed_links import Purpose, resident_link
from services.ticketing.models import Ticket
from shared import clock, outbox
from shared.db import actor_of


class Facts(TypedDict):
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
    at: datetime


def facts(session: Session, ticket: Ticket, *, at: datetime | None = None) -> Facts:
    """The fields of ``contracts.TicketEvent`` as they stand now; ``at`` is when it happened, if that was before."""
    return Facts(
        ticket_id=ticket.id,
        estate_id=ticket.estate_id,
        number=ticket.number,
        kind=ticket.kind,
        area=ticket.area,
        tier=ticket.tier,
        status=ticket.status,
        title=ticket.title,
        customer_id=ticket.customer_id,
        unit_id=ticket.unit_id,
        unit_path=ticket.unit_path,
        status_url=resident_link(session, Purpose.STATUS, ticket.id) if ticket.customer_id else "",
        at=at or clock.now(),
    )


def add_acknowledged(session: Session, ticket: Ticket) -> None:
    outbox.add(session, contracts.TicketAcknowledged(**facts(session, ticket), by=actor_of(session).name), ticket)
