"""A household is asked for its opinion, and once more when it has not answered (A2.1)."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.handlers import wording
from services.notify.handlers.dispatch import send_onward
from services.notify.handlers.message_templates import frame_for
from services.notify.handlers.tell import household, queued, voice_of
from services.notify.models import Message, RecipientKind


def tell_invited(session: Session, event: contracts.InvitationEvent, *, event_id: UUID) -> Message | None:
    """One that was erased is asked nothing. Raises ``NotKnownYet``."""
    customer = household(session, event.customer_id)
    if customer is None:
        return None
    voice = voice_of(session, event, customer.language)
    told, frame = wording.to_invited(event, voice), frame_for(session, event.key, voice)
    words = frame.around(told, voice, name=customer.name, link=event.answer_url, number="")
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
