"""The full state of a symposium, as the other services are told it."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.visits import contracts
from services.visits.models import PlanState, Symposium, SymposiumPlan
from shared import outbox


def tell_symposium(session: Session, symposium: Symposium) -> None:
    outbox.add(session, symposium_state(symposium), symposium)


def symposium_state(symposium: Symposium) -> contracts.SymposiumChanged:
    told = ("id", "estate_id", "plan_id", "starts_at", "place", "content", "held_at", "attended", "recorded_by")
    facts = {name: getattr(symposium, name) for name in told}
    kind, state = symposium.kind.value, symposium.state.value
    return contracts.SymposiumChanged(**facts, kind=kind, state=state, year=symposium.plan.year, deleted=False)


def republish_symposiums(session: Session) -> int:
    """Queues the state of each symposium of an approved plan again; returns how many."""
    approved = select(Symposium).join(SymposiumPlan).where(SymposiumPlan.state == PlanState.APPROVED)
    rows = session.scalars(approved.options(selectinload(Symposium.plan)).order_by(Symposium.id)).all()
    outbox.add_many(session, ((symposium_state(row), row.id, row.version) for row in rows))
    return len(rows)
