"""A household is asked for its opinion, and once more when it has not answered (A2.1)."""

from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.handlers import wording
from services.notify.handlers.tell import household, send_to_household
from services.notify.models import Message


def tell_invited(session: Session, event: contracts.InvitationEvent, *, event_id: UUID) -> Message | None:
    """One that was erased is asked nothing. Raises ``NotKnownYet``."""
    customer = household(session, event.customer_id)
    if customer is None:
        return None
    return send_to_household(
        session,
        event,
        customer,
        partial(wording.to_invited, event),
        event_id=event_id,
        link=event.answer_url,
        subject=event.invitation_id,
        reference=event.title,
    )
