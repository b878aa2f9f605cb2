"""What a list of tickets shows of those that somebody looks for by typing."""

import re

from sqlalchemy import ColumnElement, Text, and_, select, type_coerce
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from services.ticketing.models import Ticket, TicketWords
from services.ticketing.models.search_words import typed_words

_NUMBER = re.compile(r"^[A-Z]{2}-\d{1,8}(-\d*)?$")


def is_about(session: Session, text: str) -> ColumnElement[bool]:
    """A ticket number from its beginning, or all words typed, wherever they stand in the ticket."""
    if _NUMBER.match(text.upper()):
        return Ticket.number.startswith(text.upper(), autoescape=True)
    return Ticket.id.in_(select(TicketWords.ticket_id).where(_with_all(session, typed_words(text))))


def _with_all(session: Session, words: list[str]) -> ColumnElement[bool]:
    """Words of which nothing can be found (``%``) find nothing."""
    if not words:
        return TicketWords.ticket_id.is_(None)
    if session.get_bind().dialect.name == "postgresql":
        return type_coerce(TicketWords.words, ARRAY(Text)).contains(words)
    stored = type_coerce(TicketWords.words, Text)
    return and_(*(stored.contains(f" {word} ", autoescape=True) for word in words))
