"""What the visits service does when a deadline comes due: households are told of visits, and reminded."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from services.visits import handlers
from services.visits.handlers.announcing import ANNOUNCE, REMIND
from shared.service import TimerFunction
from shared.timers import Deadline


def announce(session: Session, deadline: Deadline) -> None:
    handlers.announce(session, visit_id=deadline.subject, starts_at=_time(deadline))


def remind(session: Session, deadline: Deadline) -> None:
    handlers.remind(session, visit_id=deadline.subject, starts_at=_time(deadline))


def _time(deadline: Deadline) -> datetime:
    return datetime.fromisoformat(deadline.payload["starts_at"])


TIMERS: Mapping[str, TimerFunction] = {ANNOUNCE: announce, REMIND: remind}
