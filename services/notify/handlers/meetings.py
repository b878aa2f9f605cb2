"""Staff are told what a meeting decided for them, and when its day has passed (A2.3, B5)."""

from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.handlers.tell import tell_those_named
from services.notify.handlers.wording import of_meeting_action
from services.notify.models import Message


def tell_of_meeting_action(session: Session, event: contracts.MeetingActionTold, *, event_id: UUID) -> list[Message]:
    """Into the inbox of whoever is to do it. Raises ``NotKnownYet``."""
    link = f"/visits/meetings/{event.meeting_id}"
    say = partial(of_meeting_action, event)
    return tell_those_named(session, event, say, event_id=event_id, subject=event.action_id, link=link)
