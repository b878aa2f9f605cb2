"""Working time in China: the yearly notice of days off and make-up days (调休), and what an operator says otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Protocol
from zoneinfo import ZoneInfo

from holidays import HolidayBase
from holidays.countries.china import China, ChinaStaticHolidays
from sqlalchemy.orm import Mapped

from shared.db import EstateOwned, Identified

LANGUAGES = {"zh": "zh_CN", "en": "en_US"}
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Hours:
    """From when until when people work on a working day, in the site's time."""

    opens_at: time = time(8, 30)
    closes_at: time = time(17, 30)


class ChangedDay(EstateOwned, Identified):
    """Whether an estate works on a day, whatever the notice says; ``working`` None follows the notice again."""

    day: Mapped[date]
    working: Mapped[bool | None]
    note: Mapped[str]


@dataclass(frozen=True, slots=True)
class NoticeOfYear:
    """The State Council's notice for one year: days off by name, and the weekend days that are worked instead.

    It is published each November for the next year. Until it is known here, ``provisional`` tells that only what the
    law fixes counts: the holidays themselves, without the days around them.
    """

    days_off: Mapping[date, str]
    worked: frozenset[date]
    provisional: bool

    def works_on(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.days_off)


@cache
def notice_of(year: int, language: str = "zh") -> NoticeOfYear:
    """What is known of ``year``, with its names in ``language``."""
    known: HolidayBase = China(years=[year], language=LANGUAGES[language])  # type: ignore[no-untyped-call]
    return NoticeOfYear(
        days_off={day: name for day, name in sorted(known.items()) if day.year == year},
        worked=frozenset(day for day in known.weekend_workdays if day.year == year),
        provisional=year not in ChinaStaticHolidays.special_public_holidays,
    )


class Counting(Protocol):
    """How time passes for a promise."""

    def add(self, moment: datetime, worked: timedelta) -> datetime:
        """The moment at which so much time has been counted since ``moment``."""

    def between(self, begins: datetime, ends: datetime) -> timedelta:
        """How much time is counted between two moments; none when they are the wrong way round."""


class DayAndNight:
    """Every hour counts."""

    def add(self, moment: datetime, worked: timedelta) -> datetime:
        return moment + worked

    def between(self, begins: datetime, ends: datetime) -> timedelta:
        return max(ends - begins, timedelta())


class WorkingCalendar:
    """The working time of one estate; ``changed`` tells whether days that it decides on by itself are worked."""

    def __init__(self, zone: ZoneInfo, hours: Hours | None = None, changed: Mapping[date, bool] | None = None) -> None:
        self.zone = zone
        self._hours = hours or Hours()
        self._changed = changed or {}

    def works_on(self, day: date) -> bool:
        return self._changed[day] if day in self._changed else notice_of(day.year).works_on(day)

    def closing(self, moment: datetime) -> datetime:
        """When the working day of ``moment`` ends, or the next one when that is over or there is none."""
        return next(closes for _opens, closes in self._days_from(moment) if closes > moment)

    def add(self, moment: datetime, worked: timedelta) -> datetime:
        """The moment at which so much working time has passed since ``moment``."""
        for opens, closes in self._days_from(moment):
            begins = max(moment, opens)
            if begins + worked <= closes:
                return begins + worked
            worked -= max(closes - begins, timedelta())
        raise OverflowError("the calendar ends before the work does")

    def between(self, begins: datetime, ends: datetime) -> timedelta:
        """How much working time lies between two moments."""
        total = timedelta()
        for opens, closes in self._days_from(begins):
            if opens >= ends:
                break
            total += max(min(closes, ends) - max(opens, begins), timedelta())
        return total

    def _days_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Opening and closing of each working day, from that of ``moment`` on."""
        day = moment.astimezone(self.zone).date()
        while True:
            if self.works_on(day):
                yield self._at(day, self._hours.opens_at), self._at(day, self._hours.closes_at)
            day += timedelta(days=1)

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.zone).astimezone(UTC)
