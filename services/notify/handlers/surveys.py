"""A household is asked for its opinion, and once more when it has not answered (A2.1)."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.handlers import wording
from services.notify.handlers.dispatch import send_onward
from services.notify.handlers.tell import household, queued, voice_of
from services.notify.models import Message, RecipientKind


def tell_invited(session: Session, event: contracts.InvitationEvent, *, event_id: UUID) -> Message | None:
    """One that was erased is asked nothing. Raises ``NotKnownYet``."""
    customer = household(session, event.customer_id)
    if customer is None:
        return None
    words = wording.to_invited(event, voice_of(session, event, customer.language), name=customer.name)
    message = queued(
        event,
        event_id,
        RecipientKind.CUSTOMER,
        customer,
        words,
        link=event.answer_url,
        subject=event.invitation_id,
        reference=event.title,
    )
    session.add(message)
    send_onward(session, message, customer)
    return message
