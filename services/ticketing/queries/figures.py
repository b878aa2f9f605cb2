"""What the requests of some days come to: the kept figures, and anew what has changed since they were counted."""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.ticketing.config import settings_of
from services.ticketing.models import (
    Age,
    Category,
    ClockKind,
    Estate,
    FiguresMark,
    KeptFigures,
    Length,
    Outcome,
    Premises,
    Span,
    Ticket,
    TicketKind,
)
from services.ticketing.models.counting import AGAIN, AGES, ANY_CLOCK, Counts, Day, count_days, filed_between
from services.ticketing.queries.ticket_facets import has_age
from services.ticketing.queries.tickets import NOT_CLOSED
from shared import clock

MOST_REPEATED, CANDIDATES = 12, 40
CLOCKS = (ANY_CLOCK, *ClockKind)


@dataclass(frozen=True, slots=True)
class Repeated:
    """A place that was reported ``times`` within the days for the same."""

    estate_id: UUID
    unit_id: UUID
    unit_path: str
    kind: TicketKind
    category_id: UUID | None
    times: int

    @property
    def key(self) -> tuple[str, str, str]:
        return str(self.unit_id), str(self.kind), str(self.category_id or "")


@dataclass
class Figures:
    """``before`` was received in as many days before; ``ages`` are those of all that is open now."""

    span: Span
    before: int = 0
    by_day: Counter[date] = field(default_factory=Counter)
    by_estate: Counter[UUID] = field(default_factory=Counter)
    counts: Counts = field(default_factory=Counter)
    ages: dict[Age, int] = field(default_factory=dict)
    repeated: Sequence[Repeated] = ()

    @property
    def received(self) -> int:
        return self.by_day.total()

    @property
    def still_open(self) -> int:
        return self.counts["open:"]

    def of(self, dimension: str) -> list[tuple[str, int]]:
        """Values with how many tickets have them, the most frequent first."""
        return sorted(self._grouped[dimension], key=lambda pair: (-pair[1], pair[0]))

    @cached_property
    def _grouped(self) -> Mapping[str, list[tuple[str, int]]]:
        grouped: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for key, count in self.counts.items():
            dimension, _colon, value = key.partition(":")
            grouped[dimension].append((value, count))
        return grouped

    def at(self, weekday: int, hour: int) -> int:
        return self.counts[f"hour:{weekday}:{hour}"]

    def outcomes(self, kind: str) -> dict[Outcome, int]:
        return {outcome: self.counts[f"{kind}:{outcome}"] for outcome in Outcome}


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids among the figures are called, by their text."""

    categories: dict[str, str]
    buildings: dict[str, Premises]


def names_in(session: Session, found: Figures, language: str) -> Names:
    """Two queries."""
    buildings = {UUID(key) for key, _count in found.of("building") if key}
    return Names(
        {str(row.id): row.said_in(language) for row in session.scalars(select(Category))},
        {str(row.id): row for row in session.scalars(select(Premises).where(Premises.id.in_(buildings)))},
    )


def figures(session: Session, span: Span, estates: Collection[Estate]) -> Figures:
    """Of the requests of these estates; eight queries at most."""
    ids, found = {estate.id for estate in estates}, Figures(span)
    all_days = Span(span.since - timedelta(days=span.days), span.until)
    outdated = _outdated(session, all_days, ids)
    months = _whole_months(span) - {day.replace(day=1) for _estate, day in outdated}
    single = {day for day in span if day.replace(day=1) not in months} | {day for _estate, day in outdated}
    for day, estate_id, counts in _kept_days(session, single, ids, outdated):
        _add(found, day, estate_id, counts)
    for (estate_id, day), counts in count_days(session, outdated, settings_of(session).site_zone).items():
        _add(found, day, estate_id, counts)
    for day, received in _received(session, all_days, single, ids):
        _receive(found, day, received)
    for estate_id, counts in _kept_months(session, months, ids):
        found.by_estate[estate_id] += counts["received:"]
        found.counts.update(counts)
    found.ages = _ages(session, ids)
    found.repeated = _repeated(session, found)
    return found


def _add(found: Figures, day: date, estate_id: UUID, counts: Mapping[str, int]) -> None:
    received = counts.get("received:", 0)
    _receive(found, day, received)
    if day in found.span:
        found.by_estate[estate_id] += received
        found.counts.update(counts)


def _receive(found: Figures, day: date, received: int) -> None:
    if day in found.span:
        found.by_day[day] += received
    else:
        found.before += received


def _outdated(session: Session, span: Span, estates: Collection[UUID]) -> set[Day]:
    """Days on which something has changed since they were counted."""
    marks = select(FiguresMark.estate_id, FiguresMark.day).distinct()
    found = marks.where(FiguresMark.day.between(span.since, span.until), FiguresMark.estate_id.in_(estates))
    return {(row.estate_id, row.day) for row in session.execute(found)}


def _whole_months(span: Span) -> set[date]:
    """The first days of the months that lie within the span with all their days."""
    months = Counter(day.replace(day=1) for day in span)
    return {first for first, days in months.items() if days == monthrange(first.year, first.month)[1]}


def _kept_days(
    session: Session, days: Collection[date], estates: Collection[UUID], outdated: Collection[Day]
) -> Iterator[tuple[date, UUID, Mapping[str, int]]]:
    """Each of these days of each estate as it was counted, unless that is outdated."""
    found = _kept(Length.DAY, KeptFigures.day, KeptFigures.estate_id, KeptFigures.counts)
    wanted = found.where(KeptFigures.day.in_(days), KeptFigures.estate_id.in_(estates))
    for day, estate_id, counts in session.execute(wanted) if days else ():
        if (estate_id, day) not in outdated:
            yield day, estate_id, counts


def _received(
    session: Session, span: Span, besides: Collection[date], estates: Collection[UUID]
) -> Iterator[tuple[date, int]]:
    """How many were received on each day by these estates together, but on none of the days ``besides``."""
    found = _kept(Length.DAY, KeptFigures.day, func.sum(KeptFigures.received)).where(
        KeptFigures.day.between(span.since, span.until),
        KeptFigures.day.not_in(besides),
        KeptFigures.estate_id.in_(estates),
    )
    yield from session.execute(found.group_by(KeptFigures.day))


def _kept_months(
    session: Session, months: Collection[date], estates: Collection[UUID]
) -> Iterator[tuple[UUID, Mapping[str, int]]]:
    if not months:
        return
    found = _kept(Length.MONTH, KeptFigures.estate_id, KeptFigures.counts).where(KeptFigures.day.in_(months))
    yield from session.execute(found.where(KeptFigures.estate_id.in_(estates)))


def _kept(length: Length, *columns: Any) -> Any:
    return select(*columns).where(KeptFigures.length == length)


def _ages(session: Session, estates: Collection[UUID]) -> dict[Age, int]:
    now = clock.now()
    columns = [func.count().filter(has_age(age, now)).label(age) for age in AGES]
    counted = session.execute(select(*columns).select_from(Ticket).where(NOT_CLOSED, Ticket.estate_id.in_(estates)))
    return dict(zip(AGES, counted.one(), strict=True))


def _repeated(session: Session, found: Figures) -> list[Repeated]:
    """The places where the same came up most often; how often is counted in the tickets themselves."""
    candidates = {tuple(key.split(":")) for key, _count in found.of(AGAIN)[:CANDIDATES]}
    if not candidates:
        return []
    which = (Ticket.estate_id, Premises.id, Premises.path, Ticket.kind, Ticket.category_id)
    filed = filed_between(*found.span.moments(settings_of(session).site_zone))
    places = Ticket.unit_id.in_({UUID(unit_id) for unit_id, _kind, _category in candidates})
    tickets = select(*which, func.count()).join(Premises, Premises.id == Ticket.unit_id).where(filed, places)
    rows = [Repeated(*row) for row in session.execute(tickets.group_by(*which))]
    often = [row for row in rows if row.times > 1 and row.key in candidates]
    return sorted(often, key=lambda row: (-row.times, row.unit_path))[:MOST_REPEATED]
