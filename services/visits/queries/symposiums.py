"""Reads of the plans of symposiums, and of one symposium with what was said there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Integer, case, cast, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from services.visits.models import Estate, PlanState, Symposium, SymposiumPlan, SymposiumState
from shared import paging
from shared.errors import existing
from shared.paging import Page


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with its estate's name, how many symposiums it holds and how many of them were held."""

    plan: SymposiumPlan
    estate: str
    count: int
    held: int


def symposium_plans(
    session: Session, *, state: PlanState | None = None, after: str | None = None, limit: int = paging.MOST
) -> Page[Planned]:
    """The latest year first; three queries."""
    found = select(SymposiumPlan) if state is None else select(SymposiumPlan).where(SymposiumPlan.state == state)
    order = (SymposiumPlan.year.desc(), SymposiumPlan.id.desc())
    listed = paging.page(session, found, order, after=after, limit=limit)
    counts, names = _counts(session, [row.id for row in listed.items]), _names(session, listed.items)
    rows = [Planned(row, names.get(row.estate_id, ""), *counts.get(row.id, (0, 0))) for row in listed.items]
    return Page(rows, listed.next)


def symposium_plan(session: Session, plan_id: UUID) -> Planned:
    """With its symposiums, in their order. Raises ``NotFound``."""
    found = select(SymposiumPlan).where(SymposiumPlan.id == plan_id).options(selectinload(SymposiumPlan.symposiums))
    plan = existing(session.scalars(found).first())
    held = sum(row.state is SymposiumState.HELD for row in plan.symposiums)
    return Planned(plan, _names(session, [plan]).get(plan.estate_id, ""), len(plan.symposiums), held)


def symposium(session: Session, symposium_id: UUID) -> Symposium:
    """With its plan and what was said. Raises ``NotFound``."""
    loaded = joinedload(Symposium.plan), selectinload(Symposium.opinions)
    return existing(session.scalars(select(Symposium).where(Symposium.id == symposium_id).options(*loaded)).first())


def estate_name(session: Session, estate_id: UUID) -> str:
    return session.scalar(select(Estate.name).where(Estate.id == estate_id)) or ""


def plans_to_approve(session: Session) -> int:
    return session.scalar(select(func.count(SymposiumPlan.id)).where(SymposiumPlan.state == PlanState.SUBMITTED)) or 0


def _counts(session: Session, plans: Sequence[UUID]) -> Mapping[UUID, tuple[int, int]]:
    held = func.sum(cast(case((Symposium.state == SymposiumState.HELD, 1), else_=0), Integer))
    counted = select(Symposium.plan_id, func.count(), held).where(Symposium.plan_id.in_(plans))
    return {plan: (count, done) for plan, count, done in session.execute(counted.group_by(Symposium.plan_id))}


def _names(session: Session, plans: Sequence[SymposiumPlan]) -> Mapping[UUID, str]:
    found = session.execute(select(Estate.id, Estate.name).where(Estate.id.in_({row.estate_id for row in plans})))
    return {key: name for key, name in found}  # noqa: C416 - a row is no pair to mypy
