"""The company's own texts of messages."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notify.models import MessageTemplate


def message_templates(session: Session) -> Sequence[MessageTemplate]:
    return session.scalars(select(MessageTemplate).order_by(MessageTemplate.event, MessageTemplate.language)).all()
