"""How the requests of some days are counted: once when their figures are kept, and anew while those are out of date."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from services.ticketing.models.choices import Status
from services.ticketing.models.clocks import Clock
from services.ticketing.models.figure_choices import Age, Outcome
from services.ticketing.models.needs import SAME_AGAIN
from services.ticketing.models.people import Premises
from services.ticketing.models.tickets import Ticket
from shared.ids import earliest_id

A_MOMENT = timedelta(hours=1)  # far longer than any request takes to be filed
ONE_DAY, USUAL = timedelta(days=1), timedelta(days=29)
ANY_CLOCK, AGAIN = "any", "again"
NOTHING = "none"  # in the place of an id: without one
Day = tuple[UUID, date]  # of an estate
Counts = Counter[str]  # ``kind:repair`` → how many


AGES: dict[Age, tuple[timedelta, timedelta | None]] = {
    Age.DAY: (timedelta(), timedelta(days=1)),
    Age.DAYS: (timedelta(days=1), timedelta(days=3)),
    Age.WEEK: (timedelta(days=3), timedelta(days=7)),
    Age.MONTH: (timedelta(days=7), timedelta(days=30)),
    Age.OLDER: (timedelta(days=30), None),
}


@dataclass(frozen=True, slots=True)
class Span:
    """Days of the site from ``since`` to ``until``, both included."""

    since: date
    until: date

    @classmethod
    def chosen(cls, since: date | None, until: date | None, today: date) -> "Span":
        """As it was chosen; of what was not, as much as makes thirty days."""
        until = until or (since + USUAL if since else today)
        return cls(since or until - USUAL, until)

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    def __contains__(self, day: date) -> bool:
        return self.since <= day <= self.until

    def __iter__(self) -> Iterator[date]:
        return (self.since + ONE_DAY * number for number in range(self.days))

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its first moment, and the one after its last."""
        begins = datetime.combine(self.since, time(), zone)
        return begins, datetime.combine(self.until + ONE_DAY, time(), zone)


def filed_between(begins: datetime, ends: datetime) -> ColumnElement[bool]:
    """Filed from ``begins`` to before ``ends``; the ids, made a moment after that time was taken, lead to the rows."""
    ids = Ticket.id.between(earliest_id(begins), earliest_id(ends + A_MOMENT))
    return and_(ids, Ticket.opened_at >= begins, Ticket.opened_at < ends)


def is_broken() -> ColumnElement[bool]:
    """A clock was met too late, or is known to be beyond its time."""
    return or_(Clock.met_at > Clock.due_at, and_(Clock.met_at.is_(None), Clock.breached_at.is_not(None)))


def is_kept() -> ColumnElement[bool]:
    return Clock.met_at <= Clock.due_at


def count_days(session: Session, days: Collection[Day], zone: ZoneInfo) -> dict[Day, Counts]:
    """What stands in the database now; two queries."""
    if not days:
        return {}
    wanted = or_(*(_filed_on(span, estates, zone) for span, estates in _spans(days)))
    outcomes = _outcomes(session, wanted)
    counted: dict[Day, Counts] = {day: Counter() for day in days}
    for row in session.execute(_tickets().where(wanted)):
        local = row.opened_at.astimezone(zone)
        counted[row.estate_id, local.date()].update(_facts(row, local, outcomes[row.id]))
    return counted


def count_repeated(session: Session, day: date, estates: Collection[UUID], zone: ZoneInfo) -> dict[UUID, Counts]:
    """How often each place was reported on the day for what it was reported for in the 30 days before; one query."""
    span, earlier = Span(day, day), aliased(Ticket)
    begins, _ends = span.moments(zone)
    before = select(earlier.id).where(
        earlier.unit_id == Ticket.unit_id,
        earlier.kind == Ticket.kind,
        earlier.category_id.is_not_distinct_from(Ticket.category_id),
        earlier.merged_into_id.is_(None),
        earlier.id.between(earliest_id(begins - SAME_AGAIN), Ticket.id),
        earlier.id != Ticket.id,
    )
    again = Ticket.unit_id.is_not(None), Ticket.merged_into_id.is_(None), before.exists()
    found = select(Ticket.estate_id, Ticket.unit_id, Ticket.kind, Ticket.category_id)
    counted: dict[UUID, Counts] = defaultdict(Counter)
    for estate_id, unit_id, kind, category_id in session.execute(found.where(_filed_on(span, estates, zone), *again)):
        counted[estate_id][f"{AGAIN}:{unit_id}:{kind}:{category_id or ''}"] += 1
    return counted


def _filed_on(span: Span, estates: Collection[UUID], zone: ZoneInfo) -> ColumnElement[bool]:
    return and_(Ticket.estate_id.in_(estates), filed_between(*span.moments(zone)))


def _spans(days: Collection[Day]) -> Iterator[tuple[Span, frozenset[UUID]]]:
    """Days that follow each other with the same estates together, so that the statement stays short."""
    estates_of: dict[date, set[UUID]] = defaultdict(set)
    for estate_id, day in days:
        estates_of[day].add(estate_id)
    open_span: tuple[Span, frozenset[UUID]] | None = None
    for day in sorted(estates_of):
        estates = frozenset(estates_of[day])
        if open_span and open_span[1] == estates and open_span[0].until + ONE_DAY == day:
            open_span = Span(open_span[0].since, day), estates
            continue
        if open_span:
            yield open_span
        open_span = Span(day, day), estates
    if open_span:
        yield open_span


def _tickets() -> Any:
    """What is counted of each ticket, with the building that its place belongs to."""
    unit, floor, building = aliased(Premises), aliased(Premises), aliased(Premises)
    columns = (Ticket.id, Ticket.estate_id, Ticket.opened_at, Ticket.kind, Ticket.tier, Ticket.channel)
    top = func.coalesce(building.id, floor.id, unit.id).label("building_id")
    found = select(*columns, Ticket.category_id, Ticket.status, top).outerjoin(unit, unit.id == Ticket.unit_id)
    return found.outerjoin(floor, floor.id == unit.parent_id).outerjoin(building, building.id == floor.parent_id)


def _outcomes(session: Session, wanted: ColumnElement[bool]) -> Mapping[UUID, dict[str, Outcome]]:
    """What became of the promises of each ticket, of each kind of clock and of all of them together."""
    state = case((is_broken(), Outcome.MISSED.value), (is_kept(), Outcome.KEPT.value), else_=Outcome.RUNNING.value)
    found = select(Clock.ticket_id, Clock.kind, state.label("state")).join(Ticket, Ticket.id == Clock.ticket_id)
    states: dict[UUID, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for ticket_id, kind, value in session.execute(found.where(wanted)):
        states[ticket_id][kind].add(value)
        states[ticket_id][ANY_CLOCK].add(value)
    outcomes: dict[UUID, dict[str, Outcome]] = defaultdict(dict)
    for ticket_id, by_kind in states.items():
        outcomes[ticket_id] = {kind: _together(values) for kind, values in by_kind.items()}
    return outcomes


def _together(states: Collection[str]) -> Outcome:
    """Of several promises: broken when one is, kept when all are."""
    return next(outcome for outcome in (Outcome.MISSED, Outcome.RUNNING, Outcome.KEPT) if outcome in states)


def _facts(ticket: Any, local: datetime, outcomes: Mapping[str, Outcome]) -> Iterable[str]:
    """The counts to which a ticket adds one."""
    yield "received:"
    yield f"kind:{ticket.kind}"
    yield f"tier:{ticket.tier}"
    yield f"channel:{ticket.channel}"
    yield f"category:{ticket.category_id or ''}"
    yield f"building:{ticket.building_id or ''}"
    yield f"hour:{local.weekday()}:{local.hour}"
    if ticket.status is not Status.CLOSED:
        yield "open:"
    for kind, outcome in outcomes.items():
        yield f"{kind}:{outcome}"
