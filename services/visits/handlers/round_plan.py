"""The order of a round: who is visited when. Facts in, times out; it reads and writes nothing.

Whoever waits for something comes first (C1.4.6); the others follow in the order of their places, spread evenly over
the officer's days, so that no week is fuller than another.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

Times = Mapping[date, list[datetime]]


@dataclass(frozen=True, slots=True)
class Call:
    """One visit to be given a time by ``officer_id``, who has the floor from ``first_day`` to ``last_day``."""

    key: UUID
    officer_id: UUID
    first_day: date
    last_day: date
    urgency: int = 0


def place(calls: Iterable[Call], free: Mapping[UUID, Times]) -> dict[UUID, datetime | None]:
    """A time for each call, None where its officer has none left; ``free`` loses what was given away.

    ``calls`` come in the order in which one walks. The same calls and times give the same plan.
    """
    ordered = sorted(calls, key=lambda call: (call.officer_id, call.first_day, call.last_day, -call.urgency))
    placed: dict[UUID, datetime | None] = {}
    for (officer_id, first, last), group in groupby(ordered, key=_span):
        times = free.get(officer_id, {})
        days = [day for day in sorted(times) if first <= day <= last]
        placed |= _spread(list(group), days, times)
    return placed


def _span(call: Call) -> tuple[UUID, date, date]:
    return call.officer_id, call.first_day, call.last_day


def _spread(calls: Sequence[Call], days: Sequence[date], times: Times) -> dict[UUID, datetime | None]:
    """The n-th of them on its share of the days; where that day is full on the next one, at last on an earlier one."""
    open_days = [day for day in days if times[day]]
    return {
        call.key: _take(open_days, times, number * len(days) // len(calls), days) for number, call in enumerate(calls)
    }


def _take(open_days: list[date], times: Times, wanted: int, days: Sequence[date]) -> datetime | None:
    if not open_days:
        return None
    at = bisect_left(open_days, days[wanted])
    day = open_days[at] if at < len(open_days) else open_days[-1]
    time = times[day].pop(0)
    if not times[day]:
        open_days.remove(day)
    return time


def responsible(
    owned: Sequence[tuple[UUID, date, date | None]], first: date, last: date, works: Mapping[UUID, Times]
) -> tuple[UUID, date, date] | None:
    """Who of those that have a floor between two days visits it, and from when until when: who works on most of them.

    A floor that changes hands is visited by one of the two, on days on which it is theirs.
    """
    candidates = [
        (officer, max(begins, first), min(ends or last, last))
        for officer, begins, ends in owned
        if officer in works and begins <= last and (ends is None or ends >= first)
    ]
    return max(candidates, key=lambda span: (_days(works[span[0]], span[1], span[2]), span[1]), default=None)


def _days(times: Times, first: date, last: date) -> int:
    return sum(first <= day <= last for day in times)
