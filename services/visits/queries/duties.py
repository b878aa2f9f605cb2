"""Reads of the compliance calendar: lists, one duty with its evidence, who can be asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from services.visits.clauses import BY_ID, Clause, Per
from services.visits.models import Duty, DutyFact, DutyState, Estate, Staff
from shared import clock, paging
from shared.db import actor_of
from shared.errors import existing
from shared.paging import Page

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFilter:
    """Nothing chosen means all; ``person`` owes it, alone or with the own role."""

    since: date | None = None
    until: date | None = None
    state: DutyState | None = None
    clause: str = ""
    role: str = ""
    person: UUID | None = None
    estate_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty with the names to be shown, and the entry that it follows from."""

    duty: Duty
    clause: Clause
    estate: str
    owner: str

    @property
    def of_team(self) -> bool:
        return self.clause.per is Per.DEPARTMENT


@dataclass(frozen=True, slots=True)
class Proven:
    """A duty with all that was told of it, in the order of time."""

    owed: Owed
    facts: Sequence[DutyFact]


def duties(session: Session, chosen: DutyFilter, *, after: str | None = None, limit: int = paging.MOST) -> Page[Owed]:
    """The latest day first; four queries at most."""
    order = (Duty.day.desc(), Duty.id.desc())
    listed = paging.page(session, narrowed(session, select(Duty), chosen), order, after=after, limit=limit)
    return Page(with_names(session, listed.items), listed.next)


def duty(session: Session, duty_id: UUID) -> Proven:
    """Raises ``NotFound``."""
    found = existing(session.get(Duty, duty_id))
    if found.clause not in BY_ID:
        existing(None)
    facts = session.scalars(select(DutyFact).where(DutyFact.duty_id == duty_id)).all()
    in_order = sorted(facts, key=lambda fact: (fact.at, fact.id))
    return Proven(with_names(session, [found])[0], in_order)


def staff(session: Session) -> Sequence[Staff]:
    """Whom the reader may ask for: the active staff of the own estates, by name."""
    seen = actor_of(session).estates
    active = session.scalars(select(Staff).where(Staff.active).order_by(Staff.name, Staff.id)).all()
    return [row for row in active if seen is None or row.estates is None or seen & set(map(UUID, row.estates))]


def staff_of(session: Session, estate_id: UUID) -> Sequence[Staff]:
    """The active staff of one estate, by name."""
    return [row for row in staff(session) if row.estates is None or str(estate_id) in row.estates]


def narrowed(session: Session, found: Any, chosen: DutyFilter) -> Any:
    conditions: list[ColumnElement[bool]] = []
    if chosen.since is not None:
        conditions.append(Duty.day >= chosen.since)
    if chosen.until is not None:
        conditions.append(Duty.day <= chosen.until)
    equal = (
        (Duty.state, chosen.state),
        (Duty.clause, chosen.clause),
        (Duty.role, chosen.role),
        (Duty.estate_id, chosen.estate_id),
    )
    conditions += [column == value for column, value in equal if value]
    if chosen.person is not None:
        conditions.append(owed_by(session.get(Staff, chosen.person), chosen.person))
    return found.where(*conditions)


def owed_by(person: Staff | None, staff_id: UUID) -> ColumnElement[bool]:
    """What is owed by this person alone, or by everybody of one of the person's roles in an own estate."""
    if person is None:
        return Duty.owner_id == staff_id
    shared = Duty.owner_id.is_(None) & Duty.role.in_(person.roles)
    if person.estates is not None:
        shared &= Duty.estate_id.in_([UUID(estate) for estate in person.estates])
    return or_(Duty.owner_id == staff_id, shared)


def with_names(session: Session, found: Sequence[Duty]) -> list[Owed]:
    """Entries that were taken out of the registry are passed over; a rebuild takes their duties away."""
    estates = _names(session, Estate, {row.estate_id for row in found})
    owners = _names(session, Staff, {row.owner_id for row in found if row.owner_id})
    return [
        Owed(row, BY_ID[row.clause], estates.get(row.estate_id, ""), owners.get(row.owner_id or NOBODY, ""))
        for row in found
        if row.clause in BY_ID
    ]


def missed_lately(session: Session, since: date) -> int:
    """How many duties of the reader's estates were missed since that day."""
    missed = select(func.count(Duty.id)).where(Duty.state == DutyState.MISSED, Duty.day >= since)
    return session.scalar(missed) or 0


def due_until(session: Session, day: date) -> int:
    """How many are still due until that day; those of tickets stand in the queue."""
    due = Duty.state == DutyState.DUE, Duty.day <= day, Duty.limit_at > clock.now()
    return session.scalar(select(func.count(Duty.id)).where(*due)) or 0


def _names(session: Session, table: type[Estate] | type[Staff], ids: set[UUID]) -> Mapping[UUID, str]:
    if not ids:
        return {}
    found = session.execute(select(table.id, table.name).where(table.id.in_(ids)))
    return {key: name for key, name in found}  # noqa: C416 - a row is no pair to mypy
