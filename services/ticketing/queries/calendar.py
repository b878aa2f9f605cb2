"""Reads of an estate's working calendar, a year at a time."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.models import CalendarDay, Estate
from services.ticketing.queries.people import estate
from shared.calendar import notice_of


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day off, a make-up day, or one that the estate decided itself; ``name`` is the notice's, empty without one."""

    day: date
    working: bool
    name: str
    changed: bool
    note: str


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """``provisional``: the notice for the year is not known yet."""

    estate: Estate
    year: int
    provisional: bool
    days: list[SpecialDay]


def calendar_year(session: Session, estate_id: UUID, year: int, language: str) -> CalendarYear:
    """The days of ``year`` that are not simply worked Monday to Friday, named in ``language``. Raises ``NotFound``."""
    notice = notice_of(year, language)
    decided = {
        row.day: row
        for row in session.scalars(
            select(CalendarDay).where(
                CalendarDay.estate_id == estate_id,
                CalendarDay.working.is_not(None),
                CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31)),
            )
        )
    }
    days = [
        SpecialDay(
            day=day,
            working=bool(decided[day].working) if day in decided else notice.works_on(day),
            name=notice.days_off.get(day, ""),
            changed=day in decided,
            note=decided[day].note if day in decided else "",
        )
        for day in sorted({*notice.days_off, *notice.worked, *decided})
    ]
    return CalendarYear(estate(session, estate_id), year, notice.provisional, days)
