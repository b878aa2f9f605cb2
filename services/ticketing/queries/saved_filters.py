"""Reads of the filters that people keep."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.models import SavedFilter
from shared.db import actor_of


def saved_filters(session: Session) -> Sequence[SavedFilter]:
    """The reader's own, by name."""
    own = select(SavedFilter).where(SavedFilter.staff_id == actor_of(session).id)
    return session.scalars(own.order_by(SavedFilter.name)).all()
