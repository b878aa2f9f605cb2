"""What somebody said at a symposium becomes a ticket like any other (A2.2, C1.4.3)."""

from sqlalchemy.orm import Session

from services.ticketing import contracts
from services.ticketing.handlers.open_ticket import open_ticket
from services.ticketing.models import Channel, Ticket, TicketKind


def open_for_opinion(session: Session, event: contracts.OpinionTaken) -> Ticket:
    return open_ticket(
        session,
        kind=TicketKind(event.kind),
        title=event.title,
        description=event.words,
        channel=Channel.SYMPOSIUM,
        reporter_name=event.said_by,
        estate_id=event.estate_id,
        origin_id=event.opinion_id,
    )
