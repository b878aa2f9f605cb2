"""What the survey service does when a deadline comes due: a campaign moves on, a half year has none."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from services.survey import handlers
from services.survey.handlers.campaigns import CLOSE, OPEN, REMIND
from services.survey.handlers.counting import COUNT
from services.survey.handlers.half_years import CHECK
from services.survey.handlers.measures import OVERDUE
from shared.service import TimerFunction
from shared.timers import Deadline


def open_campaign(session: Session, deadline: Deadline) -> None:
    handlers.open_campaign(session, campaign_id=deadline.subject)


def remind_campaign(session: Session, deadline: Deadline) -> None:
    handlers.remind(session, campaign_id=deadline.subject)


def close_campaign(session: Session, deadline: Deadline) -> None:
    handlers.close_campaign(session, campaign_id=deadline.subject)


def count_campaign(session: Session, deadline: Deadline) -> None:
    handlers.count_campaign(session, campaign_id=deadline.subject)


def check_half_year(session: Session, deadline: Deadline) -> None:
    handlers.check_half_year(session, watch_id=deadline.subject)


def measure_overdue(session: Session, deadline: Deadline) -> None:
    handlers.remind_of_measure(session, measure_id=deadline.subject)


TIMERS: Mapping[str, TimerFunction] = {
    OPEN: open_campaign,
    REMIND: remind_campaign,
    CLOSE: close_campaign,
    COUNT: count_campaign,
    CHECK: check_half_year,
    OVERDUE: measure_overdue,
}
