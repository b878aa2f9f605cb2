"""What the visits service does when a deadline comes due: visits are announced, duties planned, or missed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.visits import handlers
from services.visits.handlers.announcing import ANNOUNCE, ANNOUNCE_DAY, REMIND
from services.visits.handlers.duty_deadlines import DUTIES_DUE
from services.visits.handlers.duty_planning import DUTIES_PLAN
from services.visits.handlers.meeting_actions import ACTION_OVERDUE
from services.visits.handlers.party_tasks import TASK_DUE
from services.visits.handlers.promises import PROMISE_DUE
from services.visits.handlers.promotion_changes import CHANGE_DUE
from services.visits.handlers.rounds import FOLLOWING
from services.visits.handlers.summary_deadlines import SUMMARY_MISSING, SUMMARY_REMIND
from services.visits.handlers.talk_deadlines import TALKS_DUE
from services.visits.handlers.visit_pictures import DROP_FILE
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
    """The nightly look ahead: at what is owed, the meetings to be held, the summaries to be written."""
    handlers.plan_estate(session, estate_id=deadline.subject)
    handlers.plan_meetings(session, estate_id=deadline.subject)
    handlers.promise_summaries(session, estate_id=deadline.subject)


def action_overdue(session: Session, deadline: Deadline) -> None:
    handlers.remind_of_action(session, action_id=deadline.subject)


def summary_remind(session: Session, deadline: Deadline) -> None:
    handlers.remind_of_summaries(session, **_week(deadline))


def summary_missing(session: Session, deadline: Deadline) -> None:
    handlers.escalate_summaries(session, **_week(deadline), step=deadline.payload["step"])


def _week(deadline: Deadline) -> dict[str, Any]:
    return {"estate_id": UUID(deadline.payload["estate_id"]), "week": deadline.payload["week"]}


def party_task_due(session: Session, deadline: Deadline) -> None:
    told = deadline.payload
    due_on = date.fromisoformat(told["due_on"])
    handlers.remind_of_task(session, task_id=deadline.subject, due_on=due_on, stage=told["stage"])


def change_due(session: Session, deadline: Deadline) -> None:
    handlers.change_overdue(session, change_id=deadline.subject)


def promise_due(session: Session, deadline: Deadline) -> None:
    told = deadline.payload
    due_on = date.fromisoformat(told["due_on"])
    handlers.remind_of_promise(session, record_id=deadline.subject, due_on=due_on, stage=told["stage"])


def drop_file(session: Session, deadline: Deadline) -> None:
    handlers.drop_file(session, key=deadline.payload["key"])


def talks_due(session: Session, deadline: Deadline) -> None:
    handlers.remind_of_talks(session, estate_id=deadline.subject)


TIMERS: Mapping[str, TimerFunction] = {
    ACTION_OVERDUE: action_overdue,
    ANNOUNCE: announce,
    ANNOUNCE_DAY: announce_day,
    FOLLOWING: plan_following,
    REMIND: remind,
    DUTIES_DUE: duties_due,
    DUTIES_PLAN: duties_plan,
    SUMMARY_REMIND: summary_remind,
    SUMMARY_MISSING: summary_missing,
    TASK_DUE: party_task_due,
    TALKS_DUE: talks_due,
    DROP_FILE: drop_file,
    PROMISE_DUE: promise_due,
    CHANGE_DUE: change_due,
}
