"""What was promised on visits, and whether it was kept (C1.4.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.visits.models import PromiseState, Visit, VisitRecord
from services.visits.queries.floors import staff_names, today
from shared import paging
from shared.db import actor_of
from shared.paging import Page


@dataclass(frozen=True, slots=True)
class Promised:
    record: VisitRecord
    visit: Visit
    officer: str
    late: bool


def promises(
    session: Session,
    *,
    state: PromiseState = PromiseState.OPEN,
    mine: bool = False,
    after: str | None = None,
    limit: int = paging.MOST,
) -> Page[Promised]:
    """By their day; three queries."""
    day = today(session)
    found = select(VisitRecord).where(VisitRecord.promised != "", VisitRecord.promised_until.is_not(None))
    if state is PromiseState.KEPT:
        found = found.where(VisitRecord.kept_at.is_not(None))
    else:
        found = found.where(VisitRecord.kept_at.is_(None))
    if state is PromiseState.LATE:
        found = found.where(VisitRecord.promised_until < day)
    if mine:
        own = select(Visit.id).where(Visit.officer_id == actor_of(session).id)
        found = found.where(VisitRecord.visit_id.in_(own))
    order = (VisitRecord.promised_until, VisitRecord.id)
    listed = paging.page(session, found, order, after=after, limit=limit)
    ids = {record.visit_id for record in listed.items}
    visits = {row.id: row for row in session.scalars(select(Visit).where(Visit.id.in_(ids)))}
    names = staff_names(session, {row.officer_id for row in visits.values() if row.officer_id})
    return Page([_promised(record, visits[record.visit_id], names, day) for record in listed.items], listed.next)


def promises_due(session: Session) -> int:
    """Those of the reader's visits whose day is today or was before."""
    due = VisitRecord.promised != "", VisitRecord.kept_at.is_(None), VisitRecord.promised_until <= today(session)
    own = select(Visit.id).where(Visit.officer_id == actor_of(session).id)
    return session.scalar(select(func.count(VisitRecord.id)).where(*due, VisitRecord.visit_id.in_(own))) or 0


def _promised(record: VisitRecord, visit: Visit, names: Mapping[UUID, str], day: date) -> Promised:
    officer = names.get(visit.officer_id, "") if visit.officer_id else ""
    late = record.kept_at is None and record.promised_until is not None and record.promised_until < day
    return Promised(record, visit, officer or record.visited_by, late)
