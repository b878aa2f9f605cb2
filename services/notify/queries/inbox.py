"""Reads of the own inbox."""

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import Session

from services.notify.models import UNREAD, Message, RecipientKind
from shared.db import actor_of
from shared.paging import Page, page

_UNREAD: ColumnElement[bool] = literal_column(UNREAD)  # literally the condition of the partial index


def inbox(session: Session, *, unread: bool | None = None, after: str | None = None, limit: int = 50) -> Page[Message]:
    """The reader's items, newest first; ``unread`` True: only those, False: only the read ones."""
    found = select(Message).where(_mine(session), Message.recipient_kind == RecipientKind.STAFF)
    if unread is not None:
        found = found.where(_UNREAD if unread else Message.read_at.is_not(None))
    return page(session, found, [Message.id.desc()], after=after, limit=limit)


def unread_count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Message).where(_mine(session), _UNREAD)) or 0


def _mine(session: Session) -> ColumnElement[bool]:
    return Message.recipient_id == actor_of(session).id
