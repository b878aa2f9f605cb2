"""The company's own texts around what households are told."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notify.handlers import wording
from services.notify.handlers.wording import Frame, Voice
from services.notify.models import MessageTemplate, check_message
from shared import audit
from shared.errors import N_, Invalid, existing
from shared.i18n import LANGUAGES


def set_message_template(session: Session, *, event: str, language: str, title: str, body: str) -> MessageTemplate:
    """Messages of this event in this language read so from now on. Raises ``Invalid``."""
    if event not in wording.TO_HOUSEHOLDS or language not in LANGUAGES:
        raise Invalid({"event": [N_("Households are told nothing of this.")]})
    check_message(title, body)
    row = _own(session, event, language) or MessageTemplate(event=event, language=language)
    row.title, row.body = title, body
    session.add(row)
    audit.record(session, "message_template.set", row)
    return row


def reset_message_template(session: Session, *, event: str, language: str) -> None:
    """The standard text again. Raises ``NotFound``."""
    row = existing(_own(session, event, language))
    audit.record(session, "message_template.reset", row)
    session.delete(row)


def frame_for(session: Session, event: str, voice: Voice) -> Frame:
    """What stands around the text of this event for a reader of this language."""
    row = _own(session, event, voice.language)
    return Frame(row.title, row.body) if row else wording.standard(event, voice)


def _own(session: Session, event: str, language: str) -> MessageTemplate | None:
    mine = select(MessageTemplate).where(MessageTemplate.event == event, MessageTemplate.language == language)
    return session.scalars(mine).first()
