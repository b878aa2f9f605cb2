"""Calendars of visits under a secret address."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits.models import Estate, VisitFeed
from shared import audit, clock
from shared.db import actor_of
from shared.errors import Forbidden, NotFound


def open_feed(session: Session, *, estate_id: UUID | None = None) -> VisitFeed:
    """A new address for the own visits, or for all of an estate; the one before works no more. Raises ``NotFound``."""
    actor = actor_of(session)
    if actor.id is None:
        raise Forbidden
    if estate_id is not None and (not actor.sees(estate_id) or session.get(Estate, estate_id) is None):
        raise NotFound
    close_feed(session, estate_id=estate_id)
    feed = VisitFeed(staff_id=actor.id, estate_id=estate_id, opened_at=clock.now())
    session.add(feed)
    audit.record(session, "visit_feed.open", feed)
    return feed


def close_feed(session: Session, *, estate_id: UUID | None = None) -> None:
    """Nobody reads it any more."""
    found = select(VisitFeed).where(VisitFeed.staff_id == actor_of(session).id, VisitFeed.estate_id == estate_id)
    for feed in session.scalars(found):
        audit.record(session, "visit_feed.close", feed)
        session.delete(feed)
