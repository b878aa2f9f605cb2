"""What happens when a deadline of a ticket comes due: of its clocks (C2.5), a pause, a question, a
rating; and of an estate's week (A2.3).
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing import handlers
from services.ticketing.handlers.absences import ABSENCE_BEGINS
from services.ticketing.handlers.clocks import BREACH, WARN
from services.ticketing.handlers.files import DROP_FILE
from services.ticketing.handlers.needs import NEEDS_DIGEST
from services.ticketing.handlers.pauses import PAUSE_OVER
from services.ticketing.handlers.ratings import REMIND_RATING
from services.ticketing.handlers.referrals import REFERRAL_OVERDUE
from shared.service import TimerFunction
from shared.timers import Deadline


def warn(session: Session, deadline: Deadline) -> None:
    handlers.warn_clock(session, clock_id=deadline.subject, **deadline.payload)


def breach(session: Session, deadline: Deadline) -> None:
    handlers.breach_clock(session, clock_id=deadline.subject, **deadline.payload)


def pause_over(session: Session, deadline: Deadline) -> None:
    handlers.end_pause(session, ticket_id=deadline.subject, pause_id=UUID(deadline.payload["pause_id"]))


def referral_overdue(session: Session, deadline: Deadline) -> None:
    handlers.remind_superiors(session, referral_id=deadline.subject, **deadline.payload)


def absence_begins(session: Session, deadline: Deadline) -> None:
    handlers.tell_left_behind(session, absence_id=deadline.subject)


def needs_digest(session: Session, deadline: Deadline) -> None:
    handlers.publish_needs(session, estate_id=deadline.subject, ends_at=deadline.due_at)


def remind_rating(session: Session, deadline: Deadline) -> None:
    closed_at = datetime.fromisoformat(deadline.payload["closed_at"])
    handlers.remind_rating(session, ticket_id=deadline.subject, closed_at=closed_at)


def drop_file(session: Session, deadline: Deadline) -> None:
    handlers.drop_file(session, **deadline.payload)


TIMERS: Mapping[str, TimerFunction] = {
    WARN: warn,
    BREACH: breach,
    PAUSE_OVER: pause_over,
    REFERRAL_OVERDUE: referral_overdue,
    REMIND_RATING: remind_rating,
    NEEDS_DIGEST: needs_digest,
    ABSENCE_BEGINS: absence_begins,
    DROP_FILE: drop_file,
}
