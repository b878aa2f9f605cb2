"""Reads of the departments' weekly summaries (B4.2.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.visits.clauses import TEAMS, week_key
from services.visits.models import Duty, DutyState, Estate, SummaryState, WeeklySummary, monday_of, summary_key
from shared import clock, paging
from shared.db import actor_of
from shared.errors import existing
from shared.paging import Page

WEEKS = 12


@dataclass(frozen=True, slots=True)
class Department:
    """A department in a week, with its summary if there is one."""

    team: str
    summary: WeeklySummary | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The summary of a department and week as it is written or read; a new one is blank."""

    estate: Estate
    team: str
    week: str
    first: date
    summary: WeeklySummary | None

    @property
    def last(self) -> date:
        return self.first + timedelta(days=6)


def departments(session: Session, *, estate_id: UUID, week: str) -> Sequence[Department]:
    """Every department, whether its summary is there or not; one query."""
    of_week = WeeklySummary.estate_id == estate_id, WeeklySummary.week == week
    found = {row.team: row for row in session.scalars(select(WeeklySummary).where(*of_week))}
    return [Department(team, found.get(team)) for team in TEAMS]


def sheet(session: Session, *, estate_id: UUID, team: str, week: str) -> Sheet:
    """Raises ``NotFound`` for an estate that the reader does not see, or what is no department or week."""
    estate = existing(session.get(Estate, estate_id) if actor_of(session).sees(estate_id) else None)
    existing(team if team in TEAMS else None)
    first = existing(_monday(week))
    return Sheet(estate, team, week, first, session.get(WeeklySummary, summary_key(estate_id, team, week)))


def summaries(
    session: Session,
    *,
    week: str = "",
    estate_id: UUID | None = None,
    state: SummaryState | None = None,
    after: str | None = None,
    limit: int = paging.MOST,
) -> Page[WeeklySummary]:
    """The latest week first."""
    equal: tuple[tuple[Any, Any], ...] = (
        (WeeklySummary.week, week or None),
        (WeeklySummary.estate_id, estate_id),
        (WeeklySummary.state, state),
    )
    found = select(WeeklySummary).where(*(column == value for column, value in equal if value is not None))
    order = (WeeklySummary.week.desc(), WeeklySummary.id.desc())
    return paging.page(session, found, order, after=after, limit=limit)


def latest_weeks(session: Session) -> list[str]:
    """The current week and those before it."""
    today = clock.today(session.info["settings"].site_zone)
    return [week_key(today - number * timedelta(days=7)) for number in range(WEEKS)]


def summaries_due(session: Session) -> int:
    """How many of this week's are due today or were, and did not come."""
    today = clock.today(session.info["settings"].site_zone)
    of_week = Duty.clause == "B4.2.2", Duty.period == week_key(today), Duty.day <= today
    owed = Duty.state.in_((DutyState.DUE, DutyState.MISSED))
    return session.scalar(select(func.count(Duty.id)).where(*of_week, owed)) or 0


def _monday(week: str) -> date | None:
    try:
        return monday_of(week)
    except ValueError:
        return None
