"""The quarters of the year, in which opinions are analysed (A2.8)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Self
from zoneinfo import ZoneInfo

MONTHS = 3  # in a quarter
QUARTERS = 4  # in a year
KEY = re.compile(r"(20\d\d)-Q([1-4])")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """``key`` is 2026-Q4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @classmethod
    def named(cls, key: str) -> Self | None:
        """None for what names no quarter."""
        found = KEY.fullmatch(key)
        return cls(int(found[1]), int(found[2])) if found else None

    @property
    def key(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def first(self) -> date:
        return date(self.year, MONTHS * (self.number - 1) + 1, 1)

    def before(self, count: int = 1) -> Self:
        """The one so many quarters earlier, or later for a negative ``count``."""
        year, number = divmod(QUARTERS * self.year + self.number - 1 - count, QUARTERS)
        return type(self)(year, number + 1)

    def begins(self, zone: ZoneInfo) -> datetime:
        return datetime.combine(self.first, time(), zone).astimezone(UTC)

    def ends(self, zone: ZoneInfo) -> datetime:
        """The local midnight that ends it."""
        return self.before(-1).begins(zone)
