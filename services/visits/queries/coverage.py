"""How far a round has come: by officer, and by building and floor (A2.7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from services.visits.models import AHEAD, Estate, Premises, Round, Staff, Visit, VisitState
from shared import clock, paging
from shared.errors import existing
from shared.paging import Page

IN_TIME, LATE, UNTIMED = 0, 1, 2
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
    """Six queries at most. Raises ``NotFound``."""
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
    """By state and by what is the matter with the time: to add up conditions row by row takes twice as long."""
    late = case((Visit.starts_at < clock.now(), LATE), else_=IN_TIME)
    matter = case((Visit.starts_at.is_(None), UNTIMED), else_=late).label("matter")
    by = (*groups, Visit.state, matter)
    of_rounds = select(*by, func.count()).where(Visit.round_id.in_(round_ids), Visit.state != VisitState.CANCELLED)
    found = session.execute(of_rounds.group_by(*groups, Visit.state, "matter"))
    return [(tuple(row[: len(groups)]), _share(*row[len(groups) :])) for row in found]


def _share(state: VisitState, matter: int, count: int) -> Share:
    ahead = state in AHEAD
    return Share(
        due=count,
        done=count * (state is VisitState.DONE),
        tried=count * (state in TRIED),
        late=count * (ahead and matter == LATE),
        untimed=count * (ahead and matter == UNTIMED),
    )


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


def _names(session: Session, table: Any, ids: set[UUID]) -> Mapping[UUID, str]:
    found = session.execute(select(table.id, table.name).where(table.id.in_(ids)))
    return {key: name for key, name in found}  # noqa: C416 - a row is no pair to mypy
