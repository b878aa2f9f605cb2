"""Reads of promotional events, with the developer's requirements and changes (B4.1.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Integer, case, cast, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from services.visits.models import Party, PartyKind, PartyTask, Promotion, PromotionChange, PromotionState, TaskState
from services.visits.queries.floors import staff_names
from services.visits.queries.parties import estate_names
from shared import paging
from shared.errors import existing
from shared.paging import Page


@dataclass(frozen=True, slots=True)
class Prepared:
    """An event with how many requirements it has, and how many of them are done; ``waiting``: changes."""

    promotion: Promotion
    estate: str
    count: int
    done: int
    waiting: int
    names: Mapping[UUID, str]


def promotions(
    session: Session, *, state: PromotionState | None = None, after: str | None = None, limit: int = paging.MOST
) -> Page[Prepared]:
    """The latest first; five queries."""
    found = select(Promotion).options(joinedload(Promotion.party), selectinload(Promotion.changes))
    if state is not None:
        found = found.where(Promotion.state == state)
    order = (Promotion.starts_at.desc(), Promotion.id.desc())
    listed = paging.page(session, found, order, after=after, limit=limit)
    return Page(_prepared(session, listed.items), listed.next)


def promotion(session: Session, promotion_id: UUID) -> Prepared:
    """Raises ``NotFound``."""
    loaded = joinedload(Promotion.party), selectinload(Promotion.changes)
    found = select(Promotion).where(Promotion.id == promotion_id).options(*loaded)
    return _prepared(session, [existing(session.scalars(found).first())])[0]


def promotion_change(session: Session, change_id: UUID) -> PromotionChange:
    """Raises ``NotFound``."""
    return existing(session.get(PromotionChange, change_id))


def developers(session: Session) -> Sequence[Party]:
    """Those with whom dealings go on, by name."""
    found = select(Party).where(Party.kind == PartyKind.DEVELOPER, Party.ended_on.is_(None))
    return session.scalars(found.order_by(Party.name, Party.id)).all()


def _prepared(session: Session, rows: Sequence[Promotion]) -> list[Prepared]:
    counts = _counts(session, [row.id for row in rows])
    estates = estate_names(session, [row.estate_id for row in rows])
    names = staff_names(session, {change.staff_id for row in rows for change in row.changes})
    return [
        Prepared(
            row,
            estates.get(row.estate_id, ""),
            *counts.get(row.id, (0, 0)),
            waiting=sum(change.acknowledged_at is None for change in row.changes),
            names=names,
        )
        for row in rows
    ]


def _counts(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, tuple[int, int]]:
    done = func.sum(cast(case((PartyTask.state == TaskState.FINISHED, 1), else_=0), Integer))
    needed = PartyTask.source_id.in_(ids), PartyTask.state != TaskState.DROPPED
    counted = select(PartyTask.source_id, func.count(), done).where(*needed).group_by(PartyTask.source_id)
    return {key: (count, finished) for key, count, finished in session.execute(counted)}
