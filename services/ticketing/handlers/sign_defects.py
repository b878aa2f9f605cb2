"""A sign's defect becomes a repair like any other (A1.3, C1.4.2)."""

from sqlalchemy.orm import Session

from services.ticketing import contracts
from services.ticketing.handlers.open_ticket import open_ticket
from services.ticketing.models import Area, Channel, Premises, Ticket, TicketKind

LONGEST_TITLE = 100


def open_for_sign(session: Session, event: contracts.SignDefectFound) -> Ticket:
    """Where the building is not known here, the ticket is of the estate, and its words tell the place."""
    building = session.get(Premises, event.building_id) if event.building_id else None
    return open_ticket(
        session,
        kind=TicketKind.REPAIR,
        area=Area.PUBLIC,
        title=f"{event.number} {event.words}"[:LONGEST_TITLE],
        description=f"{event.spot}\n{event.description}",
        channel=Channel.EMPLOYEE,
        reporter_name=event.by,
        origin_id=event.defect_id,
        unit_id=building.id if building else None,
        estate_id=event.estate_id,
    )
