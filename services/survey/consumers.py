"""Routing key → function: what the survey service does with the events it reads."""

from sqlalchemy.orm import Session

from services.survey import contracts, handlers
from shared import copies
from shared.events import Envelope
from shared.service import Subscriptions


def customer_erased(session: Session, event: contracts.CustomerErased, _envelope: Envelope) -> None:
    handlers.erase_household(session, event)


SUBSCRIPTIONS: Subscriptions = {
    **copies.subscriptions(handlers.COPIES),
    contracts.CustomerErased: customer_erased,
}
