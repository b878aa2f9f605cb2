"""Keeping filters of the queue under a name, for oneself."""

from typing import cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.models import MOST_FILTERS, SavedFilter
from shared import audit
from shared.db import actor_of
from shared.errors import N_, Invalid, NotFound


def save_filter(session: Session, *, name: str, query: str) -> SavedFilter:
    """Under a name that the person has already, the new filters take the old ones' place. Raises ``Invalid``."""
    staff_id = cast(UUID, actor_of(session).id)
    own = {row.name: row for row in session.scalars(select(SavedFilter).where(SavedFilter.staff_id == staff_id))}
    if not query:
        raise Invalid({"name": [N_("Choose filters first; then they can be saved.")]})
    if name not in own and len(own) >= MOST_FILTERS:
        raise Invalid({"name": [N_("You have 20 saved filters. Remove one first.")]})
    row = own.get(name) or SavedFilter(staff_id=staff_id, name=name)
    row.query = query
    session.add(row)
    audit.record(session, "filter.save", row)
    return row


def remove_filter(session: Session, *, filter_id: UUID) -> SavedFilter:
    """Raises ``NotFound``, also for somebody else's."""
    row = session.get(SavedFilter, filter_id)
    if row is None or row.staff_id != actor_of(session).id:
        raise NotFound
    audit.record(session, "filter.remove", row, note=row.name)
    session.delete(row)
    return row
