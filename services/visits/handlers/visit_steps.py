"""The way of a visit: planned, its time agreed, moved, in vain, refused, cancelled."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from services.visits.handlers.announcing import call_off, promise
from services.visits.handlers.people import visitor
from services.visits.handlers.visit_times import check_time, first_free, floor_of, officer_of, today
from services.visits.models import (
    AHEAD,
    BY_HAND,
    MOST_TRIES,
    Customer,
    Visit,
    VisitKind,
    VisitState,
)
from shared import audit
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid, existing

NEXT_TRY_AFTER, NEXT_TRY_WITHIN = timedelta(days=2), timedelta(days=30)


class NotAhead(DomainError):
    message = N_("This visit has taken place or will not. Reload the page.")


def schedule_visit(
    session: Session, *, customer_id: UUID, kind: VisitKind, starts_at: datetime, staff_id: UUID | None = None
) -> Visit:
    """A visit besides the rounds: somebody asked for it, or it follows a complaint. Raises ``Invalid``."""
    customer = session.get(Customer, customer_id)
    if customer is None or customer.merged_into_id or customer.moved_out_on:
        raise Invalid({"customer_id": [N_("There is no such household.")]})
    if kind not in BY_HAND:
        raise Invalid({"kind": [N_("Visits of this kind are planned by themselves.")]})
    visit = new_visit(session, customer, kind)
    visit.officer_id = staff_id or visit.officer_id or actor_of(session).id
    if visit.officer_id is None:
        raise Invalid({"staff_id": [N_("Choose somebody who works in this estate and goes on visits.")]})
    visitor(session, visit.officer_id, customer.estate_id)
    check_time(session, visit.officer_id, starts_at, visit.id)
    visit.starts_at, visit.state = starts_at, VisitState.CONFIRMED
    session.add(visit)
    audit.record(session, "visit.plan", visit)
    session.flush()
    promise(session, [(visit.id, starts_at, None)])
    return visit


def new_visit(session: Session, customer: Customer, kind: VisitKind) -> Visit:
    """By the officer of the household's floor; not yet stored, and without a time."""
    floor_id, building_id = floor_of(session, customer.unit_id)
    return Visit(
        estate_id=customer.estate_id,
        kind=kind,
        state=VisitState.PLANNED,
        round_id=None,
        customer_id=customer.id,
        unit_path=customer.unit_path,
        floor_id=floor_id,
        building_id=building_id,
        officer_id=officer_of(session, floor_id),
        starts_at=None,
        urgency=0,
        tries=0,
        due_on=None,
        ticket_id=None,
        announced_for=None,
    )


def confirm_visit(session: Session, *, visit_id: UUID) -> Visit:
    """The household agrees to the time. Done twice, it changes nothing more. Raises ``NotFound``, ``NotAhead``."""
    visit = ahead(session, visit_id)
    if visit.starts_at is None:
        raise NotAhead
    if visit.state is not VisitState.CONFIRMED:
        visit.state = VisitState.CONFIRMED
        audit.record(session, "visit.confirm", visit)
    return visit


def move_visit(
    session: Session, *, visit_id: UUID, starts_at: datetime, staff_id: UUID | None = None, agreed: bool = False
) -> Visit:
    """Another time, perhaps another officer; ``agreed`` with the household.

    Raises ``NotFound``, ``NotAhead``, ``Invalid``.
    """
    visit = ahead(session, visit_id)
    officer_id = staff_id or visit.officer_id
    if officer_id is None:
        raise Invalid({"staff_id": [N_("Choose somebody who works in this estate and goes on visits.")]})
    visitor(session, officer_id, visit.estate_id)
    check_time(session, officer_id, starts_at, visit.id)
    visit.officer_id, visit.starts_at = officer_id, starts_at
    visit.state = VisitState.CONFIRMED if agreed else VisitState.PLANNED
    audit.record(session, "visit.move", visit)
    promise(session, [(visit.id, visit.starts_at, visit.announced_for)])
    return visit


def miss_visit(session: Session, *, visit_id: UUID, note: str = "") -> Visit:
    """Nobody was met. The next try is two days later or more, at another time of day; after three it ends.

    Raises ``NotFound``, ``NotAhead``.
    """
    visit = ahead(session, visit_id)
    visit.tries += 1
    if visit.tries >= MOST_TRIES:
        visit.state = VisitState.ABSENT
    else:
        visit.state, visit.starts_at = VisitState.PLANNED, _next_try(session, visit)
    audit.record(session, "visit.miss", visit, note or None)
    if visit.state is VisitState.PLANNED:
        promise(session, [(visit.id, visit.starts_at, visit.announced_for)])
    return visit


def refuse_visit(session: Session, *, visit_id: UUID, reason: str) -> Visit:
    """The household wants no visit. Raises ``NotFound``, ``NotAhead``."""
    visit = ahead(session, visit_id)
    visit.state = VisitState.REFUSED
    audit.record(session, "visit.refuse", visit, reason)
    return visit


def cancel_visit(session: Session, *, visit_id: UUID, reason: str) -> Visit:
    """It will not take place. Raises ``NotFound``, ``NotAhead``."""
    visit = ahead(session, visit_id)
    visit.state = VisitState.CANCELLED
    audit.record(session, "visit.cancel", visit, reason)
    call_off(session, visit)
    return visit


def ahead(session: Session, visit_id: UUID) -> Visit:
    """A visit that has still to take place. Raises ``NotFound``, ``NotAhead``."""
    visit = existing(session.get(Visit, visit_id))
    if visit.state not in AHEAD:
        raise NotAhead
    return visit


def _next_try(session: Session, visit: Visit) -> datetime | None:
    """Before the visit is due; None where no time is left."""
    day = today(session)
    last = visit.due_on or day + NEXT_TRY_WITHIN
    if visit.officer_id is None:
        return None
    with session.no_autoflush:
        first = min(day + NEXT_TRY_AFTER, last)
        return first_free(session, visit.officer_id, visit.estate_id, first, last, unlike=visit.starts_at)
