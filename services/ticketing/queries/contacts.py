"""All contact with one household, wherever it began: call, counter, letter, visit, or somebody else's ticket."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.ticketing.models import Reporter, Ticket
from services.ticketing.queries.tickets import row_parts
from shared.paging import Page, page


@dataclass(frozen=True, slots=True)
class Contact:
    """A request, with what was said about it; ``told`` when another had filed it and the household told it too."""

    ticket: Ticket
    told: Reporter | None


def contacts(session: Session, customer_id: UUID, *, after: str | None = None, limit: int = 50) -> Page[Contact]:
    """What the household filed or told too, the newest first, each with answer, visit and rating; three queries."""
    filed = select(Ticket.id).where(Ticket.customer_id == customer_id)
    too = select(Reporter.ticket_id).where(Reporter.customer_id == customer_id)
    found = select(Ticket).where(Ticket.id.in_(filed.union_all(too))).options(*row_parts(), joinedload(Ticket.rating))
    listed = page(session, found, [Ticket.id.desc()], after=after, limit=limit)
    told = _told(session, customer_id, [ticket.id for ticket in listed.items])
    return Page([Contact(ticket, told.get(ticket.id)) for ticket in listed.items], listed.next)


def _told(session: Session, customer_id: UUID, ticket_ids: list[UUID]) -> dict[UUID, Reporter]:
    own = select(Reporter).where(Reporter.customer_id == customer_id, Reporter.ticket_id.in_(ticket_ids))
    return {row.ticket_id: row for row in session.scalars(own)}
