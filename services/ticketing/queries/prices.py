"""Reads of the price list (C2.2)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from services.ticketing.models import PriceItem
from shared.errors import existing


def prices(session: Session, estate_id: UUID, day: date, *, coming: bool = False) -> Sequence[PriceItem]:
    """What counts in the estate on ``day``, by category and name; ``coming`` adds what begins later."""
    found = select(PriceItem).where(PriceItem.estate_id == estate_id, _not_over(day))
    if not coming:
        found = found.where(PriceItem.valid_from <= day)
    return session.scalars(found.order_by(PriceItem.category, PriceItem.name, PriceItem.valid_from)).all()


def price(session: Session, price_id: UUID) -> PriceItem:
    """Raises ``NotFound``."""
    return existing(session.get(PriceItem, price_id))


def price_history(session: Session, item_id: UUID) -> Sequence[PriceItem]:
    """All prices that the item has had, the newest first."""
    found = select(PriceItem).where(PriceItem.item_id == item_id)
    return session.scalars(found.order_by(PriceItem.valid_from.desc(), PriceItem.id.desc())).all()


def _not_over(day: date) -> ColumnElement[bool]:
    return or_(PriceItem.valid_until.is_(None), PriceItem.valid_until > day)
