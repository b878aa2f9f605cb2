"""Which tickets a number of the figures counts: when and where they were filed, about what, and how they were kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from services.ticketing.config import settings_of
from services.ticketing.models import Age, Category, Channel, Clock, ClockKind, Estate, Outcome, Premises, Span, Ticket
from services.ticketing.models.counting import AGES, NOTHING, filed_between, is_broken
from shared import clock
from shared.db import actor_of

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """None filters nothing. ``weekday`` counts from Monday, 0; it and ``hour`` are of the site, within the days.

    ``outcome`` is that of the promises of ``clock``, or of all of them.
    """

    estate_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    weekday: int | None = None
    hour: int | None = None
    age: Age | None = None
    channel: Channel | None = None
    category_id: UUID | str | None = None
    building_id: UUID | str | None = None
    unit_id: UUID | None = None
    clock: ClockKind | None = None
    outcome: Outcome | None = None

    def conditions(self, session: Session) -> Iterator[ColumnElement[bool]]:
        equal = {
            Ticket.estate_id: self.estate_id,
            Ticket.channel: self.channel,
            Ticket.unit_id: self.unit_id,
        }
        yield from (column == value for column, value in equal.items() if value is not None)
        if self.category_id is not None:
            wanted = None if self.category_id == NOTHING else self.category_id
            yield Ticket.category_id.is_not_distinct_from(wanted)
        if self.building_id is not None:
            yield _in_building(self.building_id)
        if self.age is not None:
            yield has_age(self.age, clock.now())
        if self.outcome is not None:
            yield _came_to(self.outcome, self.clock)
        yield from self._when(session)

    def _when(self, session: Session) -> Iterator[ColumnElement[bool]]:
        zone = settings_of(session).site_zone
        if self.since is None and self.until is None:
            return
        span = Span(self.since or EARLIEST, self.until or LATEST)
        if self.weekday is None and self.hour is None:
            yield filed_between(*span.moments(zone))
            return
        first = 0 if self.hour is None else self.hour
        length = 24 * HOUR if self.hour is None else HOUR
        days = (day for day in span if self.weekday in (None, day.weekday()))
        begins = (datetime.combine(day, time(first), zone) for day in days)
        yield or_(false(), *(filed_between(moment, moment + length) for moment in begins))


EVERYTHING = Facets()


def has_age(age: Age, now: datetime) -> ColumnElement[bool]:
    youngest, oldest = AGES[age]
    filed = Ticket.opened_at <= now - youngest
    return filed if oldest is None else and_(filed, Ticket.opened_at > now - oldest)


def names_of(session: Session, facets: Facets, language: str) -> dict[str, str]:
    """What people call the rows that the facets name by their ids; a row that is out of sight has no name."""
    tables = {"estate_id": Estate, "category_id": Category, "building_id": Premises, "unit_id": Premises}
    ids = {name: key for name in tables if isinstance(key := getattr(facets, name), UUID)}
    return {name: _name(session, session.get(tables[name], key), language) for name, key in ids.items()}


def _name(session: Session, row: object, language: str) -> str:
    match row:
        case Category():
            return row.said_in(language)
        case Premises():
            return row.path
        case Estate() if actor_of(session).sees(row.id):
            return row.name
    return ""


def _in_building(building_id: UUID | str) -> ColumnElement[bool]:
    """In the building itself, or on a floor or in a unit of it."""
    if building_id == NOTHING:
        return Ticket.unit_id.is_(None)
    floors = select(Premises.id).where(Premises.parent_id == building_id)
    parts = or_(Premises.id == building_id, Premises.parent_id == building_id, Premises.parent_id.in_(floors))
    return Ticket.unit_id.in_(select(Premises.id).where(parts))


def _came_to(outcome: Outcome, kind: ClockKind | None) -> ColumnElement[bool]:
    """As ``models.counting`` tells it: broken when one promise is, kept when all are."""

    def some(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        of_kind = [Clock.kind == kind] if kind else []
        return exists().where(Clock.ticket_id == Ticket.id, *of_kind, *conditions)

    match outcome:
        case Outcome.MISSED:
            return some(is_broken())
        case Outcome.KEPT:
            return and_(some(), ~some(or_(Clock.met_at.is_(None), is_broken())))
        case Outcome.RUNNING:
            return and_(some(Clock.met_at.is_(None)), ~some(is_broken()))
