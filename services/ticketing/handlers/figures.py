"""Keeping the figures of the days: those that a change has put out of date are counted again."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.ticketing import config
from services.ticketing.models import FiguresMark, KeptFigures, Length
from services.ticketing.models.counting import AGAIN, Counts, Day, count_days, count_repeated
from shared.db import upsert

BATCH = 2000
KEPT_REPEATED = 40
LONGEST_MONTH = timedelta(days=30)


def figures_outdated(session: Session) -> bool:
    """Whether some day has changed since it was counted."""
    return session.scalars(select(FiguresMark.id).limit(1)).first() is not None


def count_figures(session: Session) -> int:
    """Counts days again of which marks tell that they have changed; tells how many marks are settled.

    The marks go first: a change that is committed later leaves one of its own, and of two workers one finds none.
    """
    some = select(FiguresMark.id).limit(BATCH)
    gone = delete(FiguresMark).where(FiguresMark.id.in_(some)).returning(FiguresMark.estate_id, FiguresMark.day)
    marks = session.execute(gone).all()
    days = {(mark.estate_id, mark.day) for mark in marks}
    upsert(session, KeptFigures, [_row(Length.DAY, day, counts) for day, counts in _counted(session, days).items()])
    months = {(estate_id, day.replace(day=1)) for estate_id, day in days}
    upsert(session, KeptFigures, [_row(Length.MONTH, month, counts) for month, counts in _summed(session, months)])
    return len(marks)


def _counted(session: Session, days: Collection[Day]) -> dict[Day, Counts]:
    zone = config.settings_of(session).site_zone
    counted = count_days(session, days, zone)
    estates_of: dict[date, list[UUID]] = defaultdict(list)
    for estate_id, day in days:
        estates_of[day].append(estate_id)
    for day, estates in estates_of.items():
        for estate_id, again in count_repeated(session, day, estates, zone).items():
            counted[estate_id, day] += again
    return counted


def _summed(session: Session, months: Collection[Day]) -> Iterator[tuple[Day, Counts]]:
    """Months by estate, each the sum of its days; of what was reported again, only the most frequent."""
    if not months:
        return
    begins, ends = min(month for _estate, month in months), max(month for _estate, month in months) + LONGEST_MONTH
    found = select(KeptFigures.estate_id, KeptFigures.day, KeptFigures.counts).where(
        KeptFigures.length == Length.DAY, KeptFigures.day.between(begins, ends)
    )
    sums: dict[Day, Counts] = {month: Counter() for month in months}
    for estate_id, day, counts in session.execute(found):
        if (month := (estate_id, day.replace(day=1))) in sums:
            sums[month].update(counts)
    for month, total in sums.items():
        again = Counter({key: total.pop(key) for key in list(total) if key.startswith(f"{AGAIN}:")})
        total.update(dict(again.most_common(KEPT_REPEATED)))
        yield month, total


def _row(length: Length, day: Day, counts: Counts) -> dict[str, object]:
    estate_id, of = day
    return {
        "length": length,
        "day": of,
        "estate_id": estate_id,
        "received": counts["received:"],
        "counts": dict(counts),
    }
