"""One question against another: of those who answered this so, how many answered that so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.survey.models import Campaign, QuestionKind, Strip
from services.survey.models.counting import Item, hidden, items
from shared.errors import NotFound, existing


@dataclass(frozen=True, slots=True)
class Row:
    """Those who gave one answer to the first: how many of them answered the second, and how; None for too few."""

    answer: str
    size: int
    counts: Sequence[int] | None


@dataclass(frozen=True, slots=True)
class Crossing:
    first: Item
    second: Item
    rows: Sequence[Row]


def crossing(session: Session, campaign_id: UUID, *, first: str, second: str) -> Crossing:
    """``first`` and ``second`` are keys of what has answers to choose from. Raises ``NotFound``."""
    campaign = existing(session.get(Campaign, campaign_id))
    offered = {item.key: item for item in items(campaign.edition.document)}
    if first not in offered or second not in offered:
        raise NotFound
    rows, columns = offered[first], offered[second]
    who = _who(session, campaign_id, [rows, columns])
    answered = _any(who[second])
    sizes = [(who[first][answer] & answered).bit_count() for answer in rows.answers]
    secret = hidden(sizes)
    counts = [
        None if place in secret else [(who[first][answer] & given).bit_count() for given in who[second].values()]
        for place, answer in enumerate(rows.answers)
    ]
    return Crossing(rows, columns, [Row(*row) for row in zip(rows.answers, sizes, counts, strict=True)])


def _who(session: Session, campaign_id: UUID, crossed: Sequence[Item]) -> Mapping[str, Mapping[str, int]]:
    """For each answer to each item who has given it: a number with one bit set for each of these sheets."""
    where = {item.key: _places(item) for item in crossed}
    keys = {key for places in where.values() for key, _value in places.values()}
    found = select(Strip.key, Strip.values).where(Strip.campaign_id == campaign_id, Strip.key.in_(keys))
    parts: dict[str, list[bytes]] = {key: [] for key in keys}
    for key, values in session.execute(found.order_by(Strip.key, Strip.part)):
        parts[key].append(values)
    strips = {key: b"".join(values) for key, values in parts.items()}
    return {
        item: {answer: _bits(strips[key], value) for answer, (key, value) in places.items()}
        for item, places in where.items()
    }


def _places(item: Item) -> dict[str, tuple[str, int]]:
    """In which strip each answer stands, and as what."""
    if item.question.kind is QuestionKind.MULTIPLE:
        return {answer: (f"{item.key}.{answer}", 2) for answer in item.answers}
    return {answer: (item.key, place) for place, answer in enumerate(item.answers, 1)}


def _bits(strip: bytes, value: int) -> int:
    return int.from_bytes(strip.translate(bytes(1 if byte == value else 0 for byte in range(256))))


def _any(who: Mapping[str, int]) -> int:
    found = 0
    for bits in who.values():
        found |= bits
    return found
