"""Finding and checking the time of one visit: nobody is in two places, or visits while away."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits.handlers.working_days import free_times, times_between, worked_times
from services.visits.models import AHEAD, LASTS, Absence, FloorOfficer, Premises, Staff, Visit, goes_to
from shared import clock
from shared.erasure import table_of
from shared.errors import N_, Invalid

FARTHEST = timedelta(days=366)


def today(session: Session) -> date:
    return clock.today(session.info["settings"].site_zone)


def officer_of(session: Session, floor_id: UUID | None) -> UUID | None:
    """Who has the floor today and works here."""
    rows = session.scalars(select(FloorOfficer).where(FloorOfficer.floor_id == floor_id))
    current = next((row for row in rows if row.covers(today(session))), None)
    member = session.get(Staff, current.staff_id) if current else None
    return member.id if current and member and goes_to(member, current.estate_id) else None


def floor_of(session: Session, unit_id: UUID | None) -> tuple[UUID | None, UUID | None]:
    """The floor of a unit, and its building."""
    unit = session.get(Premises, unit_id) if unit_id else None
    floor = session.get(Premises, unit.parent_id) if unit and unit.parent_id else None
    return (floor.id, floor.parent_id) if floor else (None, None)


def first_free(
    session: Session, officer_id: UUID, estate_id: UUID, first: date, last: date, *, unlike: datetime | None = None
) -> datetime | None:
    """The first time that the officer has left; where it can be had at another time of day than ``unlike``."""
    left = free_slots(session, officer_id, estate_id, first, last)
    zone = session.info["settings"].site_zone
    if unlike is not None:
        morning = unlike.astimezone(zone).hour < NOON
        left.sort(key=lambda at: (at.astimezone(zone).hour < NOON) is morning)
    return left[0] if left else None


def free_slots(session: Session, officer_id: UUID, estate_id: UUID, first: date, last: date) -> list[datetime]:
    """The times that the officer has left on these days, both included."""
    times = times_between(session, estate_id, first, last)
    free = free_times(session, worked_times(session, [officer_id], times))[officer_id]
    return [at for day in sorted(free) for at in free[day]]


NOON = 12


def check_time(session: Session, officer_id: UUID, starts_at: datetime, besides: UUID) -> None:
    """Raises ``Invalid`` for a time that has passed, at which the officer is away, or visits somebody else."""
    now = clock.now()
    if not now < starts_at < now + FARTHEST:
        raise Invalid({"starts_at": [N_("Choose a time within the coming year.")]})
    day = starts_at.astimezone(session.info["settings"].site_zone).date()
    away = select(Absence.id).where(Absence.staff_id == officer_id, Absence.first_day <= day, Absence.last_day >= day)
    if session.scalars(away).first():
        raise Invalid({"starts_at": [N_("The officer is away on this day.")]})
    visits = table_of(Visit).c  # past the session: an officer visits in estates that the reader does not see
    meets = select(visits.id).where(
        visits.officer_id == officer_id,
        visits.state.in_(AHEAD),
        visits.id != besides,
        visits.starts_at > starts_at - LASTS,
        visits.starts_at < starts_at + LASTS,
    )
    if session.execute(meets).first():
        raise Invalid({"starts_at": [N_("The officer visits somebody else at this time.")]})
