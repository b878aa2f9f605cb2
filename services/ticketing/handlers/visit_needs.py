"""Needs that households told of on a visit become tickets (C1.4.6, 有求必应)."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing.handlers.loading import kept_household
from services.ticketing.handlers.open_ticket import open_ticket
from services.ticketing.models import Channel, Ticket, TicketKind


def open_need(
    session: Session, *, need_id: UUID, estate_id: UUID, customer_id: UUID, kind: str, title: str, by: str
) -> Ticket:
    """The ticket has the need's id, and is opened once. Of a household that has gone since it is the estate's."""
    if known := session.get(Ticket, need_id):
        return known
    gone = kept_household(session, customer_id) is None
    return open_ticket(
        session,
        kind=TicketKind(kind),
        title=title,
        channel=Channel.VISIT,
        ticket_id=need_id,
        customer_id=None if gone else customer_id,
        estate_id=estate_id if gone else None,
        reporter_name=by if gone else "",
    )
