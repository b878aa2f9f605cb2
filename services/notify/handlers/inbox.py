"""Reading the own inbox. What is read stays read; nobody reads for another."""

from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, literal_column, select, update
from sqlalchemy.orm import Session

from services.notify.models import UNREAD, Message, RecipientKind
from shared import clock
from shared.db import actor_of
from shared.errors import NotFound, existing


def mark_read(session: Session, *, message_id: UUID) -> Message:
    """Raises ``NotFound`` for an item of somebody else."""
    message = existing(session.get(Message, message_id))
    if message.recipient_kind is not RecipientKind.STAFF or message.recipient_id != actor_of(session).id:
        raise NotFound
    message.read_at = message.read_at or clock.now()
    return message


def settle_items(session: Session, *, subject: UUID) -> None:
    """Nothing is to be done any more about what these items tell: they are marked so, and wait for no reader."""
    items = Message.subject == str(subject), Message.recipient_kind == RecipientKind.STAFF
    now = clock.now()
    for item in session.scalars(select(Message).where(*items, Message.settled_at.is_(None))):
        item.settled_at, item.read_at = now, item.read_at or now


def mark_all_read(session: Session, *, up_to: UUID) -> int:
    """Marks what arrived until ``up_to``, the newest item on the reader's page; returns how many.

    What came in after the page was drawn has not been seen and stays unread.
    """
    mine = Message.recipient_id == actor_of(session).id
    unread = update(Message).where(mine, literal_column(UNREAD), Message.id <= up_to)
    return cast(CursorResult[Any], session.execute(unread.values(read_at=clock.now()))).rowcount
