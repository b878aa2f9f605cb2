"""分管楼层: who has which floor, day by day (A2.7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from services.visits.models import Estate, FloorOfficer, Premises, Staff, goes_to
from shared import clock, paging
from shared.db import actor_of
from shared.errors import NotFound, existing
from shared.paging import Page


@dataclass(frozen=True, slots=True)
class Floor:
    """``current`` has it today, ``coming`` from a later day on; ``gone``: whoever has it works here no more."""

    floor: Premises
    current: FloorOfficer | None
    officer: str
    gone: bool
    coming: FloorOfficer | None
    successor: str


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a floor's history; without an officer it is a gap."""

    first_day: date
    last_day: date | None
    officer: str | None
    assigned_by: str = ""


def today(session: Session) -> date:
    return clock.today(session.info["settings"].site_zone)


def floors(
    session: Session,
    *,
    estate_id: UUID | None = None,
    building_id: UUID | None = None,
    staff_id: UUID | None = None,
    without: bool = False,
    after: str | None = None,
    limit: int = paging.MOST,
) -> Page[Floor]:
    """The floors in the order they were entered; ``without`` an officer today. Three queries."""
    found = select(Premises).where(Premises.kind == "floor")
    if estate_id is not None:
        found = found.where(Premises.estate_id == estate_id)
    if building_id is not None:
        found = found.where(Premises.parent_id == building_id)
    has = select(FloorOfficer.floor_id).where(_on(today(session)))
    if without:
        found = found.where(Premises.id.not_in(has.where(FloorOfficer.staff_id.in_(_working()))))
    if staff_id is not None:
        found = found.where(Premises.id.in_(has.where(FloorOfficer.staff_id == staff_id)))
    listed = paging.page(session, found, (Premises.estate_id, Premises.id), after=after, limit=limit)
    return Page(_with_officers(session, listed.items), listed.next)


def history(session: Session, floor_id: UUID) -> tuple[Premises, list[Span]]:
    """Every day since its first officer has one or stands in a gap. Raises ``NotFound``."""
    floor = existing(session.get(Premises, floor_id))
    if floor.kind != "floor":
        raise NotFound
    of_it = select(FloorOfficer).where(FloorOfficer.floor_id == floor_id).order_by(FloorOfficer.first_day)
    rows = list(session.scalars(of_it))
    names = staff_names(session, {row.staff_id for row in rows})
    spans: list[Span] = []
    for row in rows:
        ended = spans[-1].last_day if spans else None
        if ended and ended + timedelta(days=1) < row.first_day:
            spans.append(Span(ended + timedelta(days=1), row.first_day - timedelta(days=1), None))
        spans.append(Span(row.first_day, row.last_day, names.get(row.staff_id, ""), row.assigned_by))
    if spans and spans[-1].last_day:
        spans.append(Span(spans[-1].last_day + timedelta(days=1), None, None))
    return floor, spans


def without_officer(session: Session) -> int:
    """How many floors nobody has today."""
    has = select(FloorOfficer.floor_id).where(_on(today(session)), FloorOfficer.staff_id.in_(_working()))
    return len(session.scalars(select(Premises.id).where(Premises.kind == "floor", Premises.id.not_in(has))).all())


def visitors(session: Session, estate_id: UUID | None = None) -> list[Staff]:
    """Who goes on visits, of one estate or of those that the reader sees, by name."""
    members = session.scalars(select(Staff).where(Staff.active).order_by(Staff.name))
    seen = [estate_id] if estate_id else [row.id for row in estates(session)]
    return [row for row in members if any(goes_to(row, estate) for estate in seen)]


def estates(session: Session) -> Sequence[Estate]:
    """Those that the reader sees, by name."""
    found, own = select(Estate).order_by(Estate.name), actor_of(session).estates
    return session.scalars(found if own is None else found.where(Estate.id.in_(own))).all()


def buildings(session: Session, estate_id: UUID) -> Sequence[Premises]:
    found = select(Premises).where(Premises.estate_id == estate_id, Premises.kind == "building")
    return session.scalars(found.order_by(Premises.id)).all()


def staff_names(session: Session, ids: set[UUID]) -> Mapping[UUID, str]:
    found = session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids)))
    return {key: name for key, name in found}  # noqa: C416 - a row is no pair to mypy


def _with_officers(session: Session, listed: Sequence[Premises]) -> list[Floor]:
    day, ids = today(session), [row.id for row in listed]
    of_them = select(FloorOfficer).where(
        FloorOfficer.floor_id.in_(ids), or_(FloorOfficer.last_day.is_(None), FloorOfficer.last_day >= day)
    )
    current: dict[UUID, FloorOfficer] = {}
    coming: dict[UUID, FloorOfficer] = {}
    for row in session.scalars(of_them.order_by(FloorOfficer.first_day)):
        (current if row.covers(day) else coming)[row.floor_id] = row
    staff_ids = {row.staff_id for row in (*current.values(), *coming.values())}
    people = {row.id: row for row in session.scalars(select(Staff).where(Staff.id.in_(staff_ids)))}
    return [_floor(row, current.get(row.id), coming.get(row.id), people) for row in listed]


def _floor(
    floor: Premises, current: FloorOfficer | None, coming: FloorOfficer | None, people: Mapping[UUID, Staff]
) -> Floor:
    officer = people.get(current.staff_id) if current else None
    successor = people.get(coming.staff_id) if coming else None
    gone = current is not None and (officer is None or not goes_to(officer, floor.estate_id))
    return Floor(floor, current, officer.name if officer else "", gone, coming, successor.name if successor else "")


def _working() -> Select[UUID]:
    return select(Staff.id).where(Staff.active)


def _on(day: date) -> ColumnElement[bool]:
    ends = or_(FloorOfficer.last_day.is_(None), FloorOfficer.last_day >= day)
    return (FloorOfficer.first_day <= day) & ends
