"""When the talks with contractors are looked at: every Friday morning (B4.1.3)."""

from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits.config import settings_of
from shared import clock, timers
from shared.timers import Deadline

TALKS_DUE = "party.talks_due"
FRIDAY, REMINDED_AT, WEEK = 4, time(9), timedelta(days=7)


def promise_talks(session: Session, estate_id: UUID) -> None:
    """The week's talks are looked at on Friday, once for all contractors of the estate."""
    zone = settings_of(session).site_zone
    today = clock.today(zone)
    friday = datetime.combine(today + timedelta(days=FRIDAY - today.weekday()), REMINDED_AT, zone)
    at = friday if friday > clock.now() else friday + WEEK
    promised = Deadline.kind == TALKS_DUE, Deadline.subject == estate_id, Deadline.state == "pending"
    if not session.scalars(select(Deadline.id).where(*promised, Deadline.due_at >= at)).first():
        timers.schedule(session, TALKS_DUE, estate_id, at)
