"""Reads of the categories of requests."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.models import Category, TicketKind
from shared.errors import existing


def categories(session: Session, kind: TicketKind | None = None) -> Sequence[Category]:
    """Those in use, of one kind or of all, in the order in which they were added."""
    in_use = select(Category).where(Category.retired_at.is_(None))
    if kind is not None:
        in_use = in_use.where(Category.kind == kind)
    return session.scalars(in_use.order_by(Category.kind, Category.id)).all()


def category(session: Session, category_id: UUID) -> Category:
    """Raises ``NotFound``."""
    return existing(session.get(Category, category_id))
