"""The words by which a ticket is found, and those of what was typed.

Chinese is written without spaces: each character, and each two that stand side by side, are words of their own, so that
an index finds 水管 within 厨房水管爆裂.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import Dialect, ForeignKey, Index, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from services.ticketing.models.base import Base
from services.ticketing.models.terms import folded
from shared.db import EstateOwned

_HAN = r"㐀-鿿豈-﫿"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<other>[^\W_{_HAN}]+)")


def searchable(texts: Iterable[str]) -> list[str]:
    """Every word by which one of ``texts`` is found; a room is found with and without its leading zeros."""
    found: set[str] = set()
    for han, other in _runs(" ".join(texts)):
        found |= {*han, *_pairs(han), other, other.lstrip("0")}
    return sorted(found - {""})


def typed_words(text: str) -> list[str]:
    """All of these must be among the searchable words; none when nothing was typed that could be found."""
    words: set[str] = set()
    for han, other in _runs(text):
        words |= {*(_pairs(han) or han), other}
    return sorted(words - {""})


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Each unbroken run of Chinese characters, or of other letters and digits; the one of the two is empty."""
    for run in _RUN.finditer(folded(text)):
        yield run["han"] or "", run["other"] or ""


def _pairs(han: str) -> list[str]:
    return [first + second for first, second in pairwise(han)]


class WordList(TypeDecorator[list[str]]):
    """An array on PostgreSQL, which an index serves; on SQLite a text with each word between spaces."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        stored: TypeEngine[Any] = ARRAY(Text) if dialect.name == "postgresql" else Text()
        return dialect.type_descriptor(stored)

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> list[str] | str | None:
        return value if value is None or dialect.name == "postgresql" else f" {' '.join(value)} "

    def process_result_value(self, value: list[str] | str | None, _dialect: Dialect) -> list[str] | None:
        return value.split() if isinstance(value, str) else value


class TicketWords(EstateOwned, Base):
    """The search words of one ticket, apart from its row, which so stays short."""

    __tablename__ = "ticket_words"
    __table_args__ = (Index("ix_ticket_words_words", "words", postgresql_using="gin"),)

    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    estate_id: Mapped[UUID] = mapped_column()
    words: Mapped[list[str]] = mapped_column(WordList)
