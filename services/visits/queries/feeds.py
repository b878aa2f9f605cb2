"""What calendars of visits show."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.visits.models import AHEAD, Estate, Staff, Visit, VisitFeed, VisitState
from services.visits.queries.floors import estates
from shared import clock
from shared.actors import staff_actor
from shared.db import actor_of
from shared.errors import existing

LOOKS_BACK = timedelta(days=31)
MOST_SHOWN = 2000


def feeds(session: Session) -> Sequence[tuple[Estate | None, VisitFeed | None]]:
    """The reader's own calendar, then that of each estate that the reader sees."""
    mine = select(VisitFeed).where(VisitFeed.staff_id == actor_of(session).id)
    by_estate = {row.estate_id: row for row in session.scalars(mine)}
    return [(None, by_estate.get(None)), *((row, by_estate.get(row.id)) for row in estates(session))]


def feed_visits(session: Session, feed_id: UUID) -> Sequence[tuple[Visit, str]]:
    """Visits with who goes there, as long as whoever made the address works here and sees them. Raises ``NotFound``."""
    feed = existing(session.get(VisitFeed, feed_id))
    owner = existing(session.get(Staff, feed.staff_id))
    existing(owner if owner.active and (feed.estate_id is None or staff_actor(owner).sees(feed.estate_id)) else None)
    whose = Visit.officer_id == owner.id if feed.estate_id is None else Visit.estate_id == feed.estate_id
    shown = or_(Visit.state.in_(AHEAD), Visit.state == VisitState.DONE)
    found = (
        select(Visit, Staff.name)
        .outerjoin(Staff, Staff.id == Visit.officer_id)
        .where(whose, shown, Visit.starts_at > clock.now() - LOOKS_BACK)
        .order_by(Visit.starts_at)
        .limit(MOST_SHOWN)
    )
    return [(visit, name or "") for visit, name in session.execute(found)]
