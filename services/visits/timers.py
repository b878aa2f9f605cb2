"""What the visits service does when a deadline comes due: visits are announced, duties planned, or missed."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from services.visits import handlers
from services.visits.handlers.announcing import ANNOUNCE, ANNOUNCE_DAY, REMIND
from services.visits.handlers.duty_deadlines import DUTIES_DUE
from services.visits.handlers.duty_planning import DUTIES_PLAN
from services.visits.handlers.meeting_actions import ACTION_OVERDUE
from services.visits.handlers.rounds import FOLLOWING
from shared.service import TimerFunction
from shared.timers import Deadline


def announce(session: Session, deadline: Deadline) -> None:
    handlers.announce(session, visit_id=deadline.subject, starts_at=_time(deadline))


def announce_day(session: Session, deadline: Deadline) -> None:
    day = date.fromisoformat(deadline.payload["day"])
    handlers.announce_day(session, round_id=deadline.subject, day=day)


def plan_following(session: Session, deadline: Deadline) -> None:
    handlers.plan_following(session, round_id=deadline.subject)


def remind(session: Session, deadline: Deadline) -> None:
    handlers.remind(session, visit_id=deadline.subject, starts_at=_time(deadline))


def _time(deadline: Deadline) -> datetime:
    return datetime.fromisoformat(deadline.payload["starts_at"])


def duties_due(session: Session, _deadline: Deadline) -> None:
    handlers.miss_due(session)


def duties_plan(session: Session, deadline: Deadline) -> None:
    """The nightly look ahead: at what is owed, and at the meetings to be held."""
    handlers.plan_estate(session, estate_id=deadline.subject)
    handlers.plan_meetings(session, estate_id=deadline.subject)


def action_overdue(session: Session, deadline: Deadline) -> None:
    handlers.remind_of_action(session, action_id=deadline.subject)


TIMERS: Mapping[str, TimerFunction] = {
    ACTION_OVERDUE: action_overdue,
    ANNOUNCE: announce,
    ANNOUNCE_DAY: announce_day,
    FOLLOWING: plan_following,
    REMIND: remind,
    DUTIES_DUE: duties_due,
    DUTIES_PLAN: duties_plan,
}
