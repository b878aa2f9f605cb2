"""《周工作总结与计划表》 written and submitted by each department (B4.2.2)."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.clauses import TEAMS, week_key
from services.visits.config import settings_of
from services.visits.handlers.meeting_series import check_estate
from services.visits.models import (
    Staff,
    SummaryIsSubmitted,
    SummaryState,
    WeeklySummary,
    monday_of,
    summary_key,
    week_before,
    week_of_estate,
)
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, Forbidden, Invalid
from shared.permissions import permits

RUNS = "meetings.run"
WEEKS_BACK = timedelta(days=28)


class NotYourDepartment(Forbidden):
    message = N_("Only the department itself, or who runs the meetings, writes its summary.")


def save_summary(
    session: Session, *, estate_id: UUID, team: str, week: str, done: str = "", problems: str = "", plan: str = ""
) -> WeeklySummary:
    """Keeps what is written so far. Raises ``Invalid``, ``NotYourDepartment``, ``SummaryIsSubmitted``."""
    summary = _written(session, estate_id, team, week)
    if summary.submitted:
        raise SummaryIsSubmitted
    summary.done, summary.problems, summary.plan = done, problems, plan
    audit.record(session, "weekly_summary.save", summary)
    return summary


def submit_summary(
    session: Session, *, estate_id: UUID, team: str, week: str, done: str, plan: str, problems: str = ""
) -> WeeklySummary:
    """Reports it upward; submitted again, it is corrected. Raises ``Invalid``, ``NotYourDepartment``."""
    blank = [name for name, told in (("done", done), ("plan", plan)) if not told]
    if blank:
        raise Invalid({name: [N_("Please fill this in.")] for name in blank})
    summary = _written(session, estate_id, team, week)
    summary.done, summary.problems, summary.plan = done, problems, plan
    summary.state, summary.submitted_at = SummaryState.SUBMITTED, summary.submitted_at or clock.now()
    summary.submitted_by = actor_of(session).name
    audit.record(session, "weekly_summary.submit", summary)
    session.flush()
    _tell(session, summary)
    return summary


def may_write(session: Session, team: str) -> bool:
    """Whether the actor belongs to the department or to none, or runs the meetings."""
    actor = actor_of(session)
    if permits(actor, RUNS):
        return True
    with session.no_autoflush:
        member = session.get(Staff, actor.id) if actor.id is not None else None
    return member is not None and member.team in (None, team)


def missing_teams(session: Session, estate_id: UUID, week: str) -> list[str]:
    """The departments whose summary of the week is still to come, in their order."""
    of_week = WeeklySummary.estate_id == estate_id, WeeklySummary.week == week
    there = select(WeeklySummary.team).where(*of_week, WeeklySummary.state == SummaryState.SUBMITTED)
    found = set(session.scalars(there))
    return [team for team in TEAMS if team not in found]


def planned_for(session: Session, estate_id: UUID, team: str, week: str) -> str:
    """What the department's last summary had planned for this week."""
    last = session.get(WeeklySummary, summary_key(estate_id, team, week_before(week)))
    return last.plan if last is not None and last.submitted else ""


def _written(session: Session, estate_id: UUID, team: str, week: str) -> WeeklySummary:
    check_estate(session, estate_id)
    _check(session, team, week)
    key = summary_key(estate_id, team, week)
    planned, summary = planned_for(session, estate_id, team, week), session.get(WeeklySummary, key)
    if summary is None:
        facts = {"estate_id": estate_id, "team": team, "week": week, "state": SummaryState.DRAFT}
        texts = dict.fromkeys(("done", "problems", "plan", "submitted_by"), "")
        summary = WeeklySummary(id=key, planned=planned, **facts, **texts)
        session.add(summary)
    elif not summary.submitted:
        summary.planned = planned
    return summary


def _check(session: Session, team: str, week: str) -> None:
    """Raises ``Invalid``, ``NotYourDepartment``."""
    if team not in TEAMS:
        raise Invalid({"team": [N_("Choose a department.")]})
    today = clock.today(settings_of(session).site_zone)
    try:
        first = monday_of(week)
    except ValueError:
        raise Invalid({"week": [N_("This is no week.")]}) from None
    if week_key(first) != week or not today - WEEKS_BACK - timedelta(days=6) <= first <= today:
        raise Invalid({"week": [N_("Choose this week, or one of the last four.")]})
    if not may_write(session, team):
        raise NotYourDepartment


def _tell(session: Session, summary: WeeklySummary) -> None:
    actor = actor_of(session)
    told = ("estate_id", "team", "week", "planned", "done", "problems", "plan")
    event = contracts.WeeklySummarySubmitted(
        summary_id=summary.id,
        week_id=week_of_estate(summary.estate_id, summary.week),
        **{name: getattr(summary, name) for name in told},
        missing=len(missing_teams(session, summary.estate_id, summary.week)),
        by=actor.name,
        by_id=actor.id,
        at=clock.now(),
    )
    outbox.add(session, event, summary)
