"""Friday: departments are reminded of their summary; a missing one goes to the manager, then to the lead (B4.2.2)."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.clauses import week_key
from services.visits.config import settings_of
from services.visits.handlers.meeting_series import working_day
from services.visits.handlers.summaries import missing_teams
from services.visits.handlers.working_days import calendar_of
from services.visits.models import DutyScope, Estate, Staff, Stage, monday_of, scope_key, summary_key, week_of_estate
from shared import clock, outbox, timers
from shared.actors import staff_actor
from shared.db import repeats
from shared.timers import Deadline

SUMMARY_REMIND, SUMMARY_MISSING = "summary.remind", "summary.missing"
FRIDAY = 4
REMIND_AT, MISSING_AT, LEAD_AT = time(14), time(18), time(10)
TOLD_AT_STEP = {1: ("property_manager", "venue_manager"), 2: ("project_lead",)}
DAY = timedelta(days=1)


def promise_summaries(session: Session, *, estate_id: UUID) -> None:
    """The reminders of this week's summaries, once; they are owed in the pre-sales stage."""
    scope = session.get(DutyScope, scope_key(estate_id, Stage.PRESALES))
    there = session.get(Estate, estate_id) is not None
    if repeats(session) or not there or scope is None or scope.until is not None:
        return
    today = clock.today(settings_of(session).site_zone)
    week = week_key(today)
    due_on = _due_on(session, estate_id, week)
    if due_on is None or today > due_on or _promised(session, estate_id, week):
        return
    subject, told = week_of_estate(estate_id, week), {"estate_id": str(estate_id), "week": week}
    timers.schedule(session, SUMMARY_REMIND, subject, _at(session, due_on, REMIND_AT), **told)
    timers.schedule(session, SUMMARY_MISSING, subject, _at(session, due_on, MISSING_AT), **told, step=1)
    lead_at = _at(session, _working_day_after(session, estate_id, due_on), LEAD_AT)
    timers.schedule(session, SUMMARY_MISSING, subject, lead_at, **told, step=2)


def remind_of_summaries(session: Session, *, estate_id: UUID, week: str) -> None:
    """Whoever belongs to a department that has not submitted yet is told."""
    due_on = _due_on(session, estate_id, week) or monday_of(week) + FRIDAY * DAY
    members = _staff(session, estate_id)
    for team in missing_teams(session, estate_id, week):
        writers = [row.id for row in members if row.team == team]
        if writers:
            key = summary_key(estate_id, team, week)
            facts: dict[str, Any] = {
                "summary_id": key,
                "estate_id": estate_id,
                "team": team,
                "week": week,
                "staff_ids": writers,
            }
            event = contracts.WeeklySummaryReminded(**facts, due_on=due_on, at=clock.now())
            outbox.add_raw(session, event, subject=str(key), version=1)


def escalate_summaries(session: Session, *, estate_id: UUID, week: str, step: int) -> None:
    """Step 1 tells the managers, step 2 the project lead, if departments are still missing."""
    missing = missing_teams(session, estate_id, week)
    above = _with_role(_staff(session, estate_id), TOLD_AT_STEP[step])
    if not missing or not above:
        return
    key = week_of_estate(estate_id, week)
    facts: dict[str, Any] = {"week_id": key, "estate_id": estate_id, "teams": missing, "week": week, "step": step}
    event = contracts.WeeklySummaryMissing(**facts, staff_ids=above, at=clock.now())
    outbox.add_raw(session, event, subject=str(key), version=step)


def _due_on(session: Session, estate_id: UUID, week: str) -> date | None:
    return working_day(monday_of(week), FRIDAY, calendar_of(session, estate_id))


def _working_day_after(session: Session, estate_id: UUID, day: date) -> date:
    calendar, day = calendar_of(session, estate_id), day + DAY
    while not calendar.works_on(day):
        day += DAY
    return day


def _promised(session: Session, estate_id: UUID, week: str) -> bool:
    same = Deadline.kind == SUMMARY_REMIND, Deadline.subject == week_of_estate(estate_id, week)
    return session.scalars(select(Deadline.id).where(*same)).first() is not None


def _staff(session: Session, estate_id: UUID) -> list[Staff]:
    members = session.scalars(select(Staff).where(Staff.active).order_by(Staff.id))
    return [row for row in members if staff_actor(row).sees(estate_id)]


def _with_role(members: list[Staff], roles: Collection[str]) -> list[UUID]:
    return [row.id for row in members if set(roles) & set(row.roles)]


def _at(session: Session, day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, settings_of(session).site_zone)
