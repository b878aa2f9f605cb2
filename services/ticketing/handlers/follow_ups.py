"""What residents answered to a survey becomes a ticket (C1.4.3)."""

from sqlalchemy.orm import Session

from services.ticketing import contracts
from services.ticketing.handlers.loading import kept_household
from services.ticketing.handlers.open_ticket import open_ticket
from services.ticketing.models import Channel, Ticket, TicketKind
from shared import clock, outbox

ANONYMOUS = "匿名答卷"  # stands where the name of who reports does


def open_follow_up(session: Session, event: contracts.FollowUpRequested) -> Ticket | None:
    """None when the household was erased meanwhile: nobody is left to be answered."""
    place: dict[str, object] = {"customer_id": event.customer_id}
    if event.customer_id is None:
        place = {"estate_id": event.estate_id, "reporter_name": ANONYMOUS}
    elif kept_household(session, event.customer_id) is None:
        return None
    ticket = open_ticket(
        session,
        kind=TicketKind.ENQUIRY if event.contact else TicketKind.COMPLAINT,
        title=event.title,
        description=event.description,
        channel=Channel.SURVEY,
        **place,  # type: ignore[arg-type] # of the household, or of nobody
    )
    told = contracts.FollowUpOpened(
        follow_up_id=event.follow_up_id,
        ticket_id=ticket.id,
        estate_id=ticket.estate_id,
        number=ticket.number,
        at=clock.now(),
    )
    outbox.add(session, told, ticket)
    return ticket
