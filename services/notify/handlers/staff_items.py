"""An item for the inbox of one member of staff, about something that notify itself knows."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notify.handlers.dispatch import deliver_to_inbox
from services.notify.handlers.wording import Words
from services.notify.models import Message, MessageState, RecipientKind, Staff
from shared import clock


def put_into_inbox(
    session: Session,
    reader: Staff,
    words: Words,
    *,
    event_id: UUID,
    event: str,
    estate_id: UUID,
    subject: UUID,
    reference: str,
    place: str,
    link: str,
    urgent: bool = False,
) -> Message:
    item = Message(
        estate_id=estate_id,
        event_id=event_id,
        event=event,
        subject=str(subject),
        reference=reference,
        place=place,
        recipient_kind=RecipientKind.STAFF,
        recipient_id=reader.id,
        recipient_name=reader.name,
        language=reader.language,
        title=words.title,
        body=words.body,
        link=link,
        urgent=urgent,
        state=MessageState.QUEUED,
        created_at=clock.now(),
        deliveries=[],
    )
    session.add(item)
    deliver_to_inbox(session, item)
    return item
