"""When staff are reminded of what has a day: on it, the day after, and two days later together with those above."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from services.visits.config import settings_of
from shared import clock, timers

REMINDED_AT = time(9)
STAGES = {"due": timedelta(), "overdue": timedelta(days=1), "escalated": timedelta(days=3)}
NEXT = {"due": "overdue", "overdue": "escalated"}


def promise_stage(session: Session, kind: str, subject: UUID, due_on: date, stage: str = "due") -> None:
    """A call of the timer at that stage's time, or the next one's where it has passed."""
    at = datetime.combine(due_on, REMINDED_AT, settings_of(session).site_zone) + STAGES[stage]
    if at <= clock.now() and stage in NEXT:
        promise_stage(session, kind, subject, due_on, NEXT[stage])
    else:
        timers.schedule(session, kind, subject, at, due_on=due_on.isoformat(), stage=stage)
