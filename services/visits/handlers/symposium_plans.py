"""The year's plan of symposiums: written, submitted, approved or sent back by the company (A2.2)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.visits import contracts
from services.visits.config import settings_of
from services.visits.handlers.symposium_events import tell_symposium
from services.visits.models import (
    Estate,
    NotSubmitted,
    PlanIsEmpty,
    PlanState,
    Symposium,
    SymposiumKind,
    SymposiumPlan,
    SymposiumState,
)
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid, existing


class PlanIsThere(DomainError):
    message = N_("This estate has a plan for that year already.")


def begin_plan(session: Session, *, estate_id: UUID, year: int) -> SymposiumPlan:
    """Raises ``PlanIsThere``, ``Invalid``."""
    seen = actor_of(session).estates
    if session.get(Estate, estate_id) is None or (seen is not None and estate_id not in seen):
        raise Invalid({"estate_id": [N_("Choose an estate.")]})
    same = SymposiumPlan.estate_id == estate_id, SymposiumPlan.year == year
    if session.scalars(select(SymposiumPlan.id).where(*same)).first():
        raise PlanIsThere
    plan = SymposiumPlan(
        estate_id=estate_id, year=year, state=PlanState.DRAFT, submitted_by="", decided_by="", reason=""
    )
    session.add(plan)
    audit.record(session, "symposium_plan.begin", plan)
    return plan


def plan_symposium(
    session: Session, *, plan_id: UUID, kind: SymposiumKind, starts_at: datetime, place: str, content: str, people: str
) -> Symposium:
    """One more symposium in the plan. Raises ``NotFound``, ``PlanIsClosed``, ``Invalid``."""
    plan = plan_of(session, plan_id)
    plan.check_open()
    _check_year(session, plan, starts_at)
    facts = {"kind": kind, "starts_at": starts_at, "place": place, "content": content, "people": people}
    symposium = Symposium(
        estate_id=plan.estate_id,
        plan_id=plan.id,
        plan=plan,
        state=SymposiumState.PLANNED,
        present="",
        minutes="",
        recorded_by="",
        reason="",
        **facts,
    )
    session.add(symposium)
    audit.record(session, "symposium.plan", symposium)
    return symposium


def drop_symposium(session: Session, *, symposium_id: UUID) -> SymposiumPlan:
    """Takes it out of a plan that is still written. Raises ``NotFound``, ``PlanIsClosed``."""
    symposium = existing(session.get(Symposium, symposium_id))
    plan = plan_of(session, symposium.plan_id)
    plan.check_open()
    audit.record(session, "symposium.drop", symposium)
    session.delete(symposium)
    return plan


def submit_plan(session: Session, *, plan_id: UUID) -> SymposiumPlan:
    """Reports the plan to the company. Raises ``NotFound``, ``PlanIsClosed``, ``PlanIsEmpty``."""
    plan = plan_of(session, plan_id)
    plan.check_open()
    if not plan.symposiums:
        raise PlanIsEmpty
    plan.state, plan.submitted_by, plan.submitted_at = PlanState.SUBMITTED, actor_of(session).name, clock.now()
    audit.record(session, "symposium_plan.submit", plan)
    _tell(session, plan, contracts.SymposiumPlanSubmitted)
    return plan


def return_plan(session: Session, *, plan_id: UUID, reason: str) -> SymposiumPlan:
    """The company wants it changed. Raises ``NotFound``, ``NotSubmitted``."""
    plan = _decided(session, plan_id, PlanState.RETURNED, reason)
    audit.record(session, "symposium_plan.return", plan, reason)
    _tell(session, plan, contracts.SymposiumPlanReturned)
    return plan


def approve_plan(session: Session, *, plan_id: UUID) -> SymposiumPlan:
    """The company agrees; each symposium is owed from now on. Raises ``NotFound``, ``NotSubmitted``."""
    plan = _decided(session, plan_id, PlanState.APPROVED, "")
    audit.record(session, "symposium_plan.approve", plan)
    _tell(session, plan, contracts.SymposiumPlanApproved)
    for symposium in plan.symposiums:
        tell_symposium(session, symposium)
    return plan


def plan_of(session: Session, plan_id: UUID) -> SymposiumPlan:
    """With its symposiums, in their order. Raises ``NotFound``."""
    found = select(SymposiumPlan).where(SymposiumPlan.id == plan_id).options(selectinload(SymposiumPlan.symposiums))
    return existing(session.scalars(found.execution_options(populate_existing=True)).first())


def _decided(session: Session, plan_id: UUID, state: PlanState, reason: str) -> SymposiumPlan:
    plan = plan_of(session, plan_id)
    if plan.state is not PlanState.SUBMITTED:
        raise NotSubmitted
    plan.state, plan.decided_by, plan.decided_at, plan.reason = state, actor_of(session).name, clock.now(), reason
    return plan


def _check_year(session: Session, plan: SymposiumPlan, starts_at: datetime) -> None:
    if starts_at.astimezone(settings_of(session).site_zone).year != plan.year:
        raise Invalid({"starts_at": [N_("This is not in the year of the plan.")]})


def _tell(session: Session, plan: SymposiumPlan, event: type[contracts.SymposiumPlanEvent]) -> None:
    actor = actor_of(session)
    facts: dict[str, Any] = {"plan_id": plan.id, "estate_id": plan.estate_id, "year": plan.year, "reason": plan.reason}
    told = event(**facts, count=len(plan.symposiums), by=actor.name, by_id=actor.id, at=clock.now())
    outbox.add(session, told, plan)
