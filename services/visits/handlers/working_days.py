"""When somebody can visit: working days of the estate, less absences, less what is agreed already."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits.models import AHEAD, LASTS, Absence, CalendarDay, Estate, Visit
from shared import clock
from shared.calendar import Hours, WorkingCalendar
from shared.erasure import table_of
from shared.errors import existing

LUNCH = (time(12), time(13, 30))
Free = dict[date, list[datetime]]  # the times that are free, by day of the site, each in order


def calendar_of(session: Session, estate_id: UUID) -> WorkingCalendar:
    """As ticketing has told it."""
    decided = select(CalendarDay.day, CalendarDay.working).where(
        CalendarDay.estate_id == estate_id, CalendarDay.working.is_not(None)
    )
    changed = {day: bool(working) for day, working in session.execute(decided)}
    return WorkingCalendar(session.info["settings"].site_zone, hours_of(session, estate_id), changed)


def hours_of(session: Session, estate_id: UUID) -> Hours:
    estate = existing(session.get(Estate, estate_id))
    if not (estate.opens_at and estate.closes_at):
        return Hours()
    return Hours(time.fromisoformat(estate.opens_at), time.fromisoformat(estate.closes_at))


def times_between(session: Session, estate_id: UUID, first: date, last: date) -> Free:
    """The times at which a visit may begin on each working day, both days included."""
    calendar, hours = calendar_of(session, estate_id), hours_of(session, estate_id)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return {day: _times(day, hours, calendar) for day in days if calendar.works_on(day)}


def _times(day: date, hours: Hours, calendar: WorkingCalendar) -> list[datetime]:
    begins, closes = datetime.combine(day, hours.opens_at), datetime.combine(day, hours.closes_at)
    away, back = (datetime.combine(day, hour) for hour in LUNCH)
    times = []
    while begins + LASTS <= closes:
        if begins + LASTS <= away or begins >= back:
            times.append(begins.replace(tzinfo=calendar.zone).astimezone(UTC))
        begins += LASTS
    return times


def worked_times(session: Session, staff_ids: Collection[UUID], times: Free) -> dict[UUID, Free]:
    """For each of these people the times of the days on which it is not away."""
    away: dict[UUID, list[tuple[date, date]]] = {}
    for row in session.scalars(select(Absence).where(Absence.staff_id.in_(staff_ids))):
        away.setdefault(row.staff_id, []).append((row.first_day, row.last_day))
    return {staff_id: _present(times, away.get(staff_id, [])) for staff_id in staff_ids}


def free_times(session: Session, works: Mapping[UUID, Free], besides: Collection[UUID] = ()) -> dict[UUID, Free]:
    """What is left of these times beside the appointments of all estates, since nobody is in two places.

    The visits ``besides`` hold no time.
    """
    busy: dict[UUID, list[datetime]] = {}
    visits = table_of(Visit).c  # past the session, which shows the estates of whoever plans
    ahead = select(visits.id, visits.officer_id, visits.starts_at).where(
        visits.officer_id.in_(works), visits.state.in_(AHEAD), visits.starts_at > clock.now() - LASTS
    )
    for visit_id, officer_id, starts_at in session.execute(ahead):
        if visit_id not in besides:
            busy.setdefault(officer_id, []).append(starts_at)
    return {staff_id: _left(times, sorted(busy.get(staff_id, []))) for staff_id, times in works.items()}


def _present(times: Free, away: Sequence[tuple[date, date]]) -> Free:
    return {day: free for day, free in times.items() if not any(first <= day <= last for first, last in away)}


def _left(times: Free, taken: Sequence[datetime]) -> Free:
    return {day: [at for at in free if not _meets(at, taken)] for day, free in times.items()}


def _meets(at: datetime, taken: Sequence[datetime]) -> bool:
    """Whether one of these appointments lasts into a visit at that time, or begins within it."""
    before = bisect_left(taken, at)
    return any(abs(at - other) < LASTS for other in taken[max(0, before - 1) : before + 1])
