"""Lists by key: a page starts after the last row of the one before, however many rows there are."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, UnaryExpression, and_, or_
from sqlalchemy.orm import Session
from sqlalchemy.sql import operators

from shared.errors import N_, Invalid

T = TypeVar("T")
MOST = 200
LARGEST_NUMBER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """``next`` is the cursor of the page that follows, None on the last one."""

    items: Sequence[T]
    next: str | None


def page(session: Session, found: Select[T], order: Sequence[Any], *, after: str | None, limit: int) -> Page[T]:
    """The rows of ``found`` in ``order`` (columns or ``column.desc()``, unique together) that follow ``after``.

    The rows must be ORM objects with the columns of ``order`` as attributes. Raises ``Invalid`` for a bad cursor.
    """
    limit = min(limit, MOST)
    keys = [_Key(item) for item in order]
    if after is not None:
        found = found.where(_beyond(keys, _values(after, keys)))
    rows = session.scalars(found.order_by(*order).limit(limit + 1)).unique().all()
    following = _cursor([getattr(rows[limit - 1], key.name) for key in keys]) if len(rows) > limit else None
    return Page(rows[:limit], following)


class _Key:
    """One column of the order, and whether it runs downward."""

    def __init__(self, item: Any) -> None:
        self.downward = isinstance(item, UnaryExpression) and item.modifier is operators.desc_op
        self.column: ColumnElement[Any] = item.element if self.downward else item
        self.name: str = self.column.key or ""

    def beyond(self, value: Any) -> ColumnElement[bool]:
        beyond: ColumnElement[bool] = self.column < value if self.downward else self.column > value
        return beyond


def _beyond(keys: Sequence[_Key], values: Sequence[Any]) -> ColumnElement[bool]:
    """``a > x OR (a = x AND b > y)``, with the first column bounded, so that its index is used."""
    first, *others = list(zip(keys, values, strict=True))
    key, value = first
    if not others:
        return key.beyond(value)
    rest = _beyond([key for key, _value in others], [value for _key, value in others])
    return and_(or_(key.beyond(value), key.column == value), or_(key.beyond(value), rest))


def _cursor(values: Sequence[Any]) -> str:
    text = json.dumps([value.isoformat() if isinstance(value, datetime) else str(value) for value in values])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _values(cursor: str, keys: Sequence[_Key]) -> list[Any]:
    try:
        texts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return [_reader(key)(text) for key, text in zip(keys, texts, strict=True)]
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise Invalid({"after": [N_("This is no place in the list.")]}) from error


def _reader(key: _Key) -> Callable[[str], Any]:
    readers: dict[Any, Callable[[str], Any]] = {datetime: _moment, date: date.fromisoformat, UUID: UUID, int: _number}
    return readers.get(key.column.type.python_type, _text)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"naive time {text!r}")
    return moment


def _number(text: str) -> int:
    number = int(text)
    if abs(number) > LARGEST_NUMBER:
        raise ValueError(f"no column holds {number}")
    return number


def _text(text: str) -> str:
    if "\0" in text:
        raise ValueError("no column holds a NUL")
    text.encode()  # refuses half characters
    return text
