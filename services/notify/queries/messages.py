"""Reads of the ledger; each takes a fixed number of queries."""

import re
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, selectinload

from services.notify.models import PRIORITIES, Delivery, Message, MessageState, RecipientKind
from shared import clock
from shared.errors import existing
from shared.paging import Page, page
from shared.prefixes import begins

_BY_NOW = Delivery.next_attempt_at <= bindparam("now")
_DUE = select(or_(*(exists().where(Delivery.priority == each, _BY_NOW) for each in PRIORITIES)))
_NUMBER = re.compile(r"^[A-Z]{2}-[\d-]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFilter:
    """What the ledger shows; None or empty filters nothing. ``text`` begins a recipient's name or a number."""

    subject: str | None = None
    event_id: UUID | None = None
    recipient_kind: RecipientKind | None = None
    recipient_id: UUID | None = None
    state: MessageState | None = None
    channel: str | None = None
    text: str = ""


def messages(session: Session, chosen: LedgerFilter, *, after: str | None = None, limit: int = 50) -> Page[Message]:
    """Messages with their deliveries, newest first, in three queries at most."""
    found = select(Message).options(selectinload(Message.deliveries)).where(*_conditions(session, chosen))
    if chosen.channel:  # each message has one delivery over it at most, so that none comes twice
        found = found.join(Message.deliveries).where(Delivery.channel == chosen.channel)
    return page(session, found, [Message.id.desc()], after=after, limit=limit)


def message(session: Session, message_id: UUID) -> Message:
    """The message with its deliveries and their tries. Raises ``NotFound``."""
    parts = selectinload(Message.deliveries).selectinload(Delivery.tries)
    return existing(session.get(Message, message_id, options=[parts]))


def delivery(session: Session, delivery_id: UUID) -> Delivery:
    """The delivery with its tries. Raises ``NotFound``."""
    wanted = select(Delivery).where(Delivery.id == delivery_id).options(selectinload(Delivery.tries))
    return existing(session.scalars(wanted).first())


def unreached(session: Session) -> int:
    """How many messages reached nobody and may be sent again."""
    return session.scalar(select(func.count()).where(Message.state == MessageState.FAILED)) or 0


def delivery_due(session: Session) -> bool:
    """Each priority is looked at by itself: what waits for its time, however much, is not read."""
    return bool(session.scalar(_DUE, {"now": clock.now()}))


def _conditions(session: Session, chosen: LedgerFilter) -> list[ColumnElement[bool]]:
    equal = {
        Message.subject: chosen.subject,
        Message.event_id: chosen.event_id,
        Message.recipient_kind: chosen.recipient_kind,
        Message.recipient_id: chosen.recipient_id,
        Message.state: chosen.state,
    }
    conditions = [column == value for column, value in equal.items() if value is not None]
    if text := chosen.text.strip():
        conditions.append(_named(session, text))
    return conditions


def _named(session: Session, text: str) -> ColumnElement[bool]:
    """A whole number is told from the beginning of others: that of a notice has thousands of rows."""
    number = text.upper()
    if not _NUMBER.match(number):
        return begins(Message.recipient_name, text)
    whole = session.scalar(select(exists().where(Message.reference == number)))
    return Message.reference == number if whole else begins(Message.reference, number)
