"""The deadlines of duties: one look for all that share a moment."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits.models import SPACE
from shared import timers
from shared.timers import Deadline, Timer

DUTIES_DUE = "duties.due"


def promise(session: Session, moments: Collection[datetime]) -> None:
    """Looks at all duties again at each of these moments."""
    wanted = {_subject(moment): moment for moment in moments}
    if not wanted:
        return
    pending = Deadline.kind == DUTIES_DUE, Deadline.state == "pending", Deadline.subject.in_(list(wanted))
    promised = set(session.scalars(select(Deadline.subject).where(*pending)))
    new = [Timer(DUTIES_DUE, subject, moment, {}) for subject, moment in wanted.items() if subject not in promised]
    timers.schedule_many(session, new)


def _subject(moment: datetime) -> UUID:
    return uuid5(SPACE, moment.isoformat())
