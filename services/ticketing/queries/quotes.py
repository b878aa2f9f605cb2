"""Reads of quotes (C2.2)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from services.ticketing.models import Quote, QuoteState, Ticket
from shared.errors import existing


def quotes(session: Session, ticket_id: UUID) -> Sequence[Quote]:
    """All versions with their lines, the newest first; the caller has made sure that the reader may see the ticket."""
    found = select(Quote).where(Quote.ticket_id == ticket_id).options(selectinload(Quote.lines))
    return session.scalars(found.order_by(Quote.revision.desc())).all()


def quote(session: Session, quote_id: UUID) -> Quote:
    """With its lines, and its ticket as its page shows it. Raises ``NotFound``."""
    of_ticket = joinedload(Quote.ticket, innerjoin=True)
    together = [
        selectinload(Quote.lines),
        of_ticket.joinedload(Ticket.customer),
        of_ticket.joinedload(Ticket.merged_into),
    ]
    return existing(session.get(Quote, quote_id, options=together))


def waiting_quote(session: Session, ticket_id: UUID) -> Quote | None:
    """The quote of the ticket to which the resident has not said anything yet."""
    found = select(Quote).where(Quote.ticket_id == ticket_id, Quote.state == QuoteState.OFFERED)
    return session.scalars(found).first()


def newest_quote(session: Session, ticket_id: UUID) -> Quote:
    found = select(Quote).where(Quote.ticket_id == ticket_id).order_by(Quote.revision.desc())
    return session.scalars(found.limit(1)).one()
