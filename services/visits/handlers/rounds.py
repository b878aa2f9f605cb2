"""季度走访: planning the round of a quarter, and planning it anew (A2.7)."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.handlers.households import households_of
from services.visits.handlers.round_filling import fill
from services.visits.models import Estate, Round, first_day_of, last_day_of, quarter_of
from shared import audit, clock, outbox, timers
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid

YEAR = timedelta(days=366)
FOLLOWING = "round.following"
WEEKS_AHEAD, MORNING = timedelta(days=14), time(6)


class NothingToVisit(DomainError):
    message = N_("Nobody lives in this estate yet.")


def plan_round(session: Session, *, estate_id: UUID, year: int, quarter: int) -> Round:
    """Gives every household of every floor one visit, and each key customer one of the project lead's.

    Done again, it keeps what is agreed, and what was planned and still can be; the rest is given a new time. Raises
    ``Invalid``, ``NothingToVisit``.
    """
    first = _first_day(session, estate_id, year, quarter)
    households = households_of(session, estate_id)
    if not households:
        raise NothingToVisit
    found = select(Round).where(Round.estate_id == estate_id, Round.year == year, Round.quarter == quarter)
    known = session.scalars(found).first()
    row = known or Round(estate_id=estate_id, year=year, quarter=quarter)
    row.households, row.without_time = len(households), fill(session, row, households, first)
    row.planned_by, row.planned_at = actor_of(session).name, clock.now()
    if known is None:
        session.add(row)
        audit.record(session, "round.plan", row)
    else:
        audit.record(session, "round.replan", row)
    outbox.add(session, round_state(row), row)
    _promise_the_next(session, row)
    return row


def plan_following(session: Session, *, round_id: UUID) -> Round | None:
    """The round of the next quarter, unless somebody has planned it already."""
    row = session.get_one(Round, round_id)
    year, quarter = quarter_of(row.last_day + timedelta(days=1))
    planned = select(Round.id).where(Round.estate_id == row.estate_id, Round.year == year, Round.quarter == quarter)
    if session.scalars(planned).first() or not households_of(session, row.estate_id):
        return None
    return plan_round(session, estate_id=row.estate_id, year=year, quarter=quarter)


def round_state(row: Round) -> contracts.RoundChanged:
    told = ("id", "estate_id", "year", "quarter", "first_day", "last_day", "households", "without_time", "planned_at")
    return contracts.RoundChanged(**{name: getattr(row, name) for name in told}, deleted=False)


def _promise_the_next(session: Session, row: Round) -> None:
    """The next quarter is planned by itself in the last weeks of this one."""
    zone = session.info["settings"].site_zone
    plan_at = datetime.combine(row.last_day - WEEKS_AHEAD, MORNING, zone)
    timers.cancel(session, row.id, FOLLOWING)
    timers.schedule(session, FOLLOWING, row.id, max(plan_at, clock.now()))


def _first_day(session: Session, estate_id: UUID, year: int, quarter: int) -> date:
    """The day from which on it can still be walked. Raises ``Invalid``."""
    if not actor_of(session).sees(estate_id) or session.get(Estate, estate_id) is None:
        raise Invalid({"estate_id": [N_("There is no such estate.")]})
    tomorrow = clock.today(session.info["settings"].site_zone) + timedelta(days=1)
    if not tomorrow <= last_day_of(year, quarter) <= tomorrow + YEAR:
        raise Invalid({"quarter": [N_("A round is planned for this quarter or one of the next year.")]})
    return max(first_day_of(year, quarter), tomorrow)
