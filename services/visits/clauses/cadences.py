"""How often something is owed, and by when: periods of the calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from shared.calendar import notice_of

DAY = timedelta(days=1)


class Unit(StrEnum):
    """``day`` is a working day: a day off owes nothing."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """``key`` is 2026-12-01, 2026-W49, 2026-12, 2026-Q4, 2026-H2 or 2026; it is due when the day ``due`` ends."""

    key: str
    first: date
    due: date


@dataclass(frozen=True, slots=True)
class Cadence:
    """Once in each ``unit``, until its end or so many days ``after`` it.

    ``weekday`` (4: Friday) ends a week earlier, on a working day where the week has one; ``until`` (month, day) a year.
    """

    unit: Unit
    after: int = 0
    weekday: int | None = None
    until: tuple[int, int] | None = None

    def periods(self, since: date, horizon: date) -> Iterator[Period]:
        """Those that begin in this time, both days included; a week or a day without work owes nothing."""
        first = self._first(since)
        while first <= horizon:
            due = self._due(first)
            if first >= since and due is not None:
                yield Period(self._key(first), first, due)
            first = self._next(first)

    def key_of(self, day: date) -> str:
        """The period that the day belongs to."""
        return self._key(self._first(day))

    def _first(self, day: date) -> date:
        if self.unit is Unit.DAY:
            return day
        if self.unit is Unit.WEEK:
            return day - day.weekday() * DAY
        months = MONTHS[self.unit]
        return date(day.year, (day.month - 1) // months * months + 1, 1)

    def _next(self, first: date) -> date:
        if self.unit is Unit.DAY:
            return first + DAY
        if self.unit is Unit.WEEK:
            return first + 7 * DAY
        return add_months(first, MONTHS[self.unit])

    def _due(self, first: date) -> date | None:
        if self.unit is Unit.DAY:
            return first if works_on(first) else None
        if self.unit is Unit.WEEK and self.weekday is not None:
            return _weekly(first, self.weekday)
        if self.until is not None:
            return date(first.year, *self.until)
        return self._next(first) - DAY + self.after * DAY

    def _key(self, first: date) -> str:
        match self.unit:
            case Unit.DAY:
                return first.isoformat()
            case Unit.WEEK:
                return week_key(first)
            case Unit.MONTH:
                return f"{first:%Y-%m}"
            case Unit.QUARTER:
                return f"{first.year}-Q{(first.month + 2) // 3}"
            case Unit.HALF:
                return f"{first.year}-H{1 if first.month == 1 else 2}"
            case _:
                return str(first.year)


def week_key(day: date) -> str:
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def works_on(day: date) -> bool:
    return notice_of(day.year).works_on(day)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, _last_of(year, month + 1)))


def begins(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def ends(day: date, zone: ZoneInfo) -> datetime:
    """The local midnight that ends the day."""
    return begins(day + DAY, zone)


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _last_of(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - DAY).day


def _weekly(monday: date, weekday: int) -> date | None:
    """The last working day until that weekday, or the first one after it; None in a week without work."""
    worked = [day for day in (monday + number * DAY for number in range(7)) if works_on(day)]
    until = [day for day in worked if day.weekday() <= weekday]
    if until:
        return until[-1]
    return worked[0] if worked else None
