"""Visits, planned and made, as lists show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from services.visits.models import (
    AHEAD,
    LIVES_HERE,
    Concern,
    Customer,
    Visit,
    VisitKind,
    VisitNeed,
    VisitRecord,
    VisitState,
)
from services.visits.queries.floors import staff_names
from shared import clock, paging
from shared.errors import existing
from shared.paging import Page

MOST_FOUND = 10


@dataclass(frozen=True, slots=True)
class Listed:
    """A visit with the household, whoever goes there, and what the household waits for."""

    visit: Visit
    customer: Customer | None
    officer: str
    concerns: Sequence[Concern]

    @property
    def late(self) -> bool:
        at = self.visit.starts_at
        return self.visit.state in AHEAD and at is not None and at < clock.now()


def visits(
    session: Session,
    *,
    round_id: UUID | None = None,
    officer_id: UUID | None = None,
    building_id: UUID | None = None,
    floor_id: UUID | None = None,
    state: VisitState | None = None,
    late: bool = False,
    untimed: bool = False,
    kind: VisitKind | None = None,
    after: str | None = None,
    limit: int = paging.MOST,
) -> Page[Listed]:
    """In the order of their times; ``untimed`` shows those that have none. Four queries. Raises ``Invalid``."""
    exact = {
        "round_id": round_id,
        "officer_id": officer_id,
        "building_id": building_id,
        "floor_id": floor_id,
        "kind": kind,
    }
    found = select(Visit).where(*(getattr(Visit, name) == value for name, value in exact.items() if value))
    if kind is not None:
        found = found.where(Visit.kind == kind)
    if state is not None:
        found = found.where(Visit.state == state)
    if late:
        found = found.where(Visit.state.in_(AHEAD), Visit.starts_at < clock.now())
    listed = _page(session, found, untimed=untimed, after=after, limit=limit)
    return Page(_told(session, listed.items), listed.next)


@dataclass(frozen=True, slots=True)
class Told:
    """A visit with all that was said on it."""

    listed: Listed
    record: VisitRecord | None
    needs: Sequence[VisitNeed]

    @property
    def visit(self) -> Visit:
        return self.listed.visit


def told(session: Session, visit_id: UUID) -> Told:
    """Raises ``NotFound``."""
    listed = visit(session, visit_id)
    record = session.scalars(select(VisitRecord).where(VisitRecord.visit_id == visit_id)).first()
    needs = select(VisitNeed).where(VisitNeed.visit_id == visit_id).order_by(VisitNeed.id)
    return Told(listed, record, session.scalars(needs).all())


def household(session: Session, customer_id: UUID) -> Customer:
    """Raises ``NotFound``."""
    return existing(session.get(Customer, customer_id))


def households(session: Session, text: str) -> Sequence[Customer]:
    """At most ten that live here and have the text in their name or place."""
    if not text:
        return []
    named = Customer.name.contains(text, autoescape=True) | Customer.unit_path.contains(text, autoescape=True)
    return session.scalars(
        select(Customer).where(LIVES_HERE, named).order_by(Customer.unit_path).limit(MOST_FOUND)
    ).all()


def due_today(session: Session, officer_id: UUID | None) -> int:
    """How many visits the person has today, or had before and has not recorded."""
    zone = session.info["settings"].site_zone
    midnight = datetime.combine(clock.today(zone) + timedelta(days=1), time(), zone)
    mine = select(func.count(Visit.id)).where(Visit.officer_id == officer_id, Visit.state.in_(AHEAD))
    return session.scalar(mine.where(Visit.starts_at < midnight)) or 0


def visit(session: Session, visit_id: UUID) -> Listed:
    """Raises ``NotFound``."""
    return _told(session, [existing(session.get(Visit, visit_id))])[0]


def _page(session: Session, found: Select[Visit], *, untimed: bool, after: str | None, limit: int) -> Page[Visit]:
    if untimed:
        found = found.where(Visit.starts_at.is_(None), Visit.state.in_(AHEAD))
        return paging.page(session, found, [Visit.id], after=after, limit=limit)
    found = found.where(Visit.starts_at.is_not(None))
    return paging.page(session, found, [Visit.starts_at, Visit.id], after=after, limit=limit)


def _told(session: Session, rows: Sequence[Visit]) -> list[Listed]:
    customer_ids = {row.customer_id for row in rows}
    customers = {row.id: row for row in session.scalars(select(Customer).where(Customer.id.in_(customer_ids)))}
    officers = staff_names(session, {row.officer_id for row in rows if row.officer_id})
    waiting = _waiting(session, customer_ids)
    return [
        Listed(
            row,
            customers.get(row.customer_id),
            officers.get(row.officer_id, "") if row.officer_id else "",
            waiting.get(row.customer_id, []),
        )
        for row in rows
    ]


def _waiting(session: Session, customer_ids: set[UUID]) -> Mapping[UUID, list[Concern]]:
    found: dict[UUID, list[Concern]] = {}
    open_ones = select(Concern).where(Concern.customer_id.in_(customer_ids), Concern.waiting)
    for row in session.scalars(open_ones.order_by(Concern.told_at)):
        found.setdefault(row.customer_id, []).append(row)
    return found
