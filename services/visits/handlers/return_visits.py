"""Visits that something else asks for: a household moved in (C1.4.4), a complaint was closed (C1.4.6)."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.handlers.announcing import promise
from services.visits.handlers.visit_steps import new_visit
from services.visits.handlers.visit_times import first_free, today
from services.visits.models import (
    AHEAD,
    COMPLAINT,
    LIVES_HERE,
    Customer,
    Visit,
    VisitKind,
    VisitState,
    a_month_after,
)
from shared import audit
from shared.db import repeats

FOLLOW_UP_WITHIN = timedelta(days=7)


def keep_household_visits(session: Session, event: contracts.CustomerChanged) -> None:
    """Plans the return visit of who has moved in, due within a month of that day; ends the visits of who has left."""
    if repeats(session):
        return
    open_ones = select(Visit).where(Visit.customer_id == event.id, Visit.state.in_(AHEAD))
    if event.deleted or event.moved_out_on or event.merged_into_id:
        for visit in session.scalars(open_ones):
            _end(session, visit)
        return
    if event.moved_in_on and today(session) <= (due := a_month_after(event.moved_in_on)):
        _return_visit(session, event.id, due)


def follow_complaint(session: Session, event: contracts.TicketTold) -> None:
    """Within a week of a complaint's end its household is asked whether it is content."""
    if repeats(session) or event.kind != COMPLAINT or event.customer_id is None:
        return
    known = select(Visit.id).where(Visit.ticket_id == event.ticket_id)
    household = select(Customer).where(Customer.id == event.customer_id, LIVES_HERE)
    customer = session.scalars(household).first()
    if customer is None or session.scalars(known).first():
        return
    visit = new_visit(session, customer, VisitKind.COMPLAINT)
    visit.ticket_id = event.ticket_id
    _plan(session, visit, today(session) + FOLLOW_UP_WITHIN)


def _return_visit(session: Session, customer_id: UUID, due: date) -> None:
    """One for each time a household moves in; when the day is corrected, so is the time by which it is due."""
    of_it = select(Visit).where(Visit.customer_id == customer_id, Visit.kind == VisitKind.MOVE_IN)
    known = session.scalars(of_it.order_by(Visit.id.desc())).first()
    if known is not None and (known.state not in AHEAD or known.due_on == due):
        return
    if known is None:
        _plan(session, new_visit(session, session.get_one(Customer, customer_id), VisitKind.MOVE_IN), due)
        return
    known.due_on = due
    audit.record(session, "visit.move", known)


def _plan(session: Session, visit: Visit, due: date) -> None:
    visit.due_on = due
    if visit.officer_id is not None:
        tomorrow = today(session) + timedelta(days=1)
        visit.starts_at = first_free(session, visit.officer_id, visit.estate_id, min(tomorrow, due), due)
    session.add(visit)
    audit.record(session, "visit.plan", visit)
    session.flush()
    promise(session, [(visit.id, visit.starts_at, None)])


def _end(session: Session, visit: Visit) -> None:
    visit.state = VisitState.CANCELLED
    audit.record(session, "visit.cancel", visit)
    session.flush()
