"""What happens when a clock of a ticket comes due (C2.5)."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from services.ticketing import handlers
from services.ticketing.handlers.clocks import BREACH, WARN
from shared.service import TimerFunction
from shared.timers import Deadline


def warn(session: Session, deadline: Deadline) -> None:
    handlers.warn_clock(session, clock_id=deadline.subject, **deadline.payload)


def breach(session: Session, deadline: Deadline) -> None:
    handlers.breach_clock(session, clock_id=deadline.subject, **deadline.payload)


TIMERS: Mapping[str, TimerFunction] = {WARN: warn, BREACH: breach}
