"""How far a round has come: by officer, and by building and floor (A2.7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, case, cast, func, select
from sqlalchemy.orm import Session

from services.visits.models import AHEAD, Estate, Premises, Round, Staff, Visit, VisitState
from shared import clock, paging
from shared.errors import existing
from shared.paging import Page

TRIED = (VisitState.ABSENT, VisitState.REFUSED)


@dataclass(frozen=True, slots=True)
class Share:
    """``done`` of ``due``; ``tried`` in vain, ``late`` without a record, ``untimed`` without a time."""

    due: int = 0
    done: int = 0
    tried: int = 0
    late: int = 0
    untimed: int = 0

    @property
    def percent(self) -> int:
        """100 only when nothing is missing."""
        return 100 * self.done // self.due if self.due else 0

    @property
    def shade(self) -> int:
        """One of six, 0 for nothing."""
        return 0 if not self.done else 1 + 5 * self.done // self.due


NOTHING = Share()


@dataclass(frozen=True, slots=True)
class Walked:
    """A round with its estate's name and how far it has come."""

    round: Round
    estate: str
    share: Share


@dataclass(frozen=True, slots=True)
class Place:
    """A building or a floor."""

    id: UUID
    parent_id: UUID | None
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """``floors`` by building, from the ground up; ``officers`` by name, None for nobody."""

    walked: Walked
    buildings: Sequence[tuple[Place, Sequence[tuple[Place, Share]]]]
    officers: Sequence[tuple[UUID | None, str, Share]]


def quarterly_rounds(session: Session, *, after: str | None = None, limit: int = paging.MOST) -> Page[Walked]:
    """The newest first, in three queries however many there are. Raises ``Invalid``."""
    listed = paging.page(session, select(Round), [Round.id.desc()], after=after, limit=limit)
    shares = _added(_shares(session, [row.id for row in listed.items], Visit.round_id), 0)
    names = _names(session, Estate, {row.estate_id for row in listed.items})
    rows = [Walked(row, names.get(row.estate_id, ""), shares.get(row.id, NOTHING)) for row in listed.items]
    return Page(rows, listed.next)


def coverage(session: Session, round_id: UUID) -> Coverage:
    """Seven queries at most. Raises ``NotFound``."""
    row = existing(session.get(Round, round_id))
    by_both = _shares(session, [row.id], Visit.floor_id, Visit.officer_id)
    by_floor, by_officer = _added(by_both, 0), _added(by_both, 1)
    estate = session.get(Estate, row.estate_id)
    people = _names(session, Staff, {key for key in by_officer if key})
    named = [(key, people.get(key, "") if key else "", share) for key, share in by_officer.items()]
    walked = Walked(row, estate.name if estate else "", _sum(by_floor.values()))
    return Coverage(walked, _buildings(session, row.estate_id, by_floor), sorted(named, key=_name))


def _name(officer: tuple[UUID | None, str, Share]) -> tuple[bool, str]:
    return officer[0] is not None, officer[1]


def _buildings(
    session: Session, estate_id: UUID, by_floor: Mapping[Any, Share]
) -> list[tuple[Place, list[tuple[Place, Share]]]]:
    columns = (Premises.id, Premises.parent_id, Premises.name, Premises.path)
    of_estate = select(*columns).where(Premises.estate_id == estate_id).order_by(Premises.id)
    floors: dict[UUID | None, list[tuple[Place, Share]]] = {}
    for row in session.execute(of_estate.where(Premises.kind == "floor")):
        if row.id in by_floor:
            floors.setdefault(row.parent_id, []).append((Place(*row), by_floor[row.id]))
    buildings = (Place(*row) for row in session.execute(of_estate.where(Premises.kind == "building")))
    return [(building, floors[building.id]) for building in buildings if building.id in floors]


def _shares(session: Session, round_ids: Sequence[UUID], *groups: Any) -> list[tuple[tuple[Any, ...], Share]]:
    late = Visit.state.in_(AHEAD) & (Visit.starts_at < clock.now())
    untimed = Visit.state.in_(AHEAD) & Visit.starts_at.is_(None)
    counted = (Visit.state == VisitState.DONE, Visit.state.in_(TRIED), late, untimed)
    found = (
        select(*groups, func.count(), *map(_count, counted))
        .where(Visit.round_id.in_(round_ids), Visit.state != VisitState.CANCELLED)
        .group_by(*groups)
    )
    return [(tuple(row[: len(groups)]), Share(*row[len(groups) :])) for row in session.execute(found)]


def _added(shares: Iterable[tuple[tuple[Any, ...], Share]], place: int) -> Mapping[Any, Share]:
    """By one of what they are grouped by."""
    grouped: dict[Any, list[Share]] = {}
    for keys, share in shares:
        grouped.setdefault(keys[place], []).append(share)
    return {key: _sum(parts) for key, parts in grouped.items()}


def _sum(shares: Iterable[Share]) -> Share:
    due = done = tried = late = untimed = 0
    for share in shares:
        due, done, tried = due + share.due, done + share.done, tried + share.tried
        late, untimed = late + share.late, untimed + share.untimed
    return Share(due, done, tried, late, untimed)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(cast(case((condition, 1), else_=0), Integer)), 0)


def _names(session: Session, table: Any, ids: set[UUID]) -> Mapping[UUID, str]:
    found = session.execute(select(table.id, table.name).where(table.id.in_(ids)))
    return {key: name for key, name in found}  # noqa: C416 - a row is no pair to mypy
