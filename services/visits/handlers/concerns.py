"""Keeping what households wait for, as ticketing tells of it (C1.4.6)."""

from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.models import OPINIONS, URGENCY, Concern

CLOSED, ANSWERED = "closed", "answered"


def keep_concern(session: Session, event: contracts.TicketTold) -> None:
    """A complaint waits until it is closed, an opinion until it is answered."""
    if event.customer_id is None or event.kind not in URGENCY:
        return
    over = event.status == CLOSED or (event.kind in OPINIONS and event.status == ANSWERED)
    _keep(session, event, waiting=not over)


def end_concern(session: Session, event: contracts.TicketTold) -> None:
    """It is handled under another number from now on."""
    if event.customer_id is not None and event.kind in URGENCY:
        _keep(session, event, waiting=False)


def _keep(session: Session, event: contracts.TicketTold, *, waiting: bool) -> None:
    told = ("ticket_id", "estate_id", "number", "kind", "title", "customer_id")
    facts = {name: getattr(event, name) for name in told}
    session.merge(Concern(**facts, waiting=waiting, told_at=event.at))
