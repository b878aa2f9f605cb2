"""Reads of the price list and of the commitments, as everybody may see them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.notify.models import Commitment, PriceItem
from services.notify.models.boards import KINDS, TIERS

KIND_ORDER, TIER_ORDER = list(KINDS), list(TIERS)


def prices(session: Session, estate_id: UUID, day: date) -> Sequence[PriceItem]:
    """What counts in the estate on ``day``, by category and name (C2.2)."""
    counts = PriceItem.valid_from <= day, or_(PriceItem.valid_until.is_(None), PriceItem.valid_until > day)
    found = select(PriceItem).where(PriceItem.estate_id == estate_id, *counts)
    return session.scalars(found.order_by(PriceItem.category, PriceItem.name)).all()


def commitments(session: Session) -> Sequence[Commitment]:
    """What is promised now, the most urgent of each kind first (C2.6)."""
    found = session.scalars(select(Commitment).where(Commitment.replaced_at.is_(None)))
    return sorted(found, key=_by_urgency)


def _by_urgency(row: Commitment) -> tuple[int, str, int, int]:
    return _place(KIND_ORDER, row.kind), row.area or "", _place(TIER_ORDER, row.tier), row.minutes or 0


def _place(order: Sequence[str], value: str) -> int:
    """What a later release adds comes last."""
    return order.index(value) if value in order else len(order)
