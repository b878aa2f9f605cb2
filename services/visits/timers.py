"""What the visits service does when a deadline comes due: duties are planned ahead, or missed."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from services.visits import handlers
from services.visits.handlers.duty_deadlines import DUTIES_DUE
from services.visits.handlers.duty_planning import DUTIES_PLAN
from shared.service import TimerFunction
from shared.timers import Deadline


def duties_due(session: Session, _deadline: Deadline) -> None:
    handlers.miss_due(session)


def duties_plan(session: Session, deadline: Deadline) -> None:
    handlers.plan_estate(session, estate_id=deadline.subject)


TIMERS: Mapping[str, TimerFunction] = {DUTIES_DUE: duties_due, DUTIES_PLAN: duties_plan}
