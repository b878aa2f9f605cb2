"""A household leaves its unit: by itself, or by handing the unit over to the next one (C1.4.1)."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Unpack
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from services.ticketing import config
from services.ticketing.handlers.customers import Household, MovedOut, register_customer
from services.ticketing.handlers.loading import household_of
from services.ticketing.handlers.search_terms import store_terms
from services.ticketing.handlers.state_events import customer_state, member_state
from services.ticketing.models import Customer, Member, Status, Ticket
from shared import audit, clock, outbox
from shared.errors import N_, DomainError, Invalid


class LivesHere(DomainError):
    message = N_("This household has not moved out.")


def move_out(session: Session, *, customer_id: UUID, on: date) -> Customer:
    """Ends the household's stay: its people leave and its links end, its tickets and history stay.

    Raises ``NotFound``, ``MovedOut``, ``Invalid``.
    """
    customer = household_of(session, customer_id)
    _leave(session, customer, on)
    return customer


def move_back(session: Session, *, customer_id: UUID) -> Customer:
    """The move-out was recorded by mistake: the household lives there, its links open again.

    Whoever left it with the move-out belongs to it again. Raises ``NotFound``, ``MergedHousehold``, ``LivesHere``.
    """
    household = household_of(session, customer_id)
    if household.moved_out_on is None:
        raise LivesHere
    left_on, household.moved_out_on = household.moved_out_on, None
    audit.record(session, "customer.move_back", household)
    outbox.add(session, customer_state(household), household)
    _set_last_day(session, household, Member.until == left_on, None)
    for ticket in _open_tickets(session, household):
        audit.record(session, "ticket.household_back", ticket)
    store_terms(session, household)
    return household


def hand_over(
    session: Session, *, customer_id: UUID, on: date, also: Collection[UUID] = (), **next_household: Unpack[Household]
) -> Customer:
    """The household leaves its unit, and the next one, which is returned, moves in on the same day.

    ``also`` are others of the unit who leave with it. Raises ``NotFound``, ``MovedOut``, ``Invalid``.
    """
    leaving = [household_of(session, each) for each in dict.fromkeys((customer_id, *also))]
    unit_id = leaving[0].unit_id
    if unit_id is None or any(household.unit_id != unit_id for household in leaving):
        raise Invalid({"also": [N_("Only households of the same unit leave together.")]})
    for household in leaving:
        _leave(session, household, on)
    added = register_customer(session, unit_id=unit_id, moved_in_on=on, **next_household)
    audit.record(session, "customer.hand_over", added)  # whom it followed is not for its own record
    return added


def _leave(session: Session, household: Customer, on: date) -> None:
    if household.moved_out_on is not None:
        raise MovedOut
    if household.moved_in_on is not None and on < household.moved_in_on:
        raise Invalid({"on": [N_("The household moved in later than that.")]})
    if on > clock.today(config.settings_of(session).site_zone):
        raise Invalid({"on": [N_("This day has not come yet.")]})
    household.moved_out_on = on
    audit.record(session, "customer.move_out", household)
    outbox.add(session, customer_state(household), household)
    _set_last_day(session, household, Member.until.is_(None), on)
    for ticket in _open_tickets(session, household):
        audit.record(session, "ticket.household_left", ticket)
    store_terms(session, household)


def _set_last_day(session: Session, household: Customer, which: ColumnElement[bool], until: date | None) -> None:
    """Nobody belongs to a household that is gone."""
    for member in session.scalars(select(Member).where(Member.customer_id == household.id, which)).all():
        member.until = max(until, member.since or until) if until else None
        audit.record(session, "member.change", member)
        outbox.add(session, member_state(member), member)


def _open_tickets(session: Session, household: Customer) -> Sequence[Ticket]:
    """They go on and are answered (C1.4.3): whoever works on them has to know whether somebody of it lives there."""
    still_open = select(Ticket).where(Ticket.customer_id == household.id, Ticket.status != Status.CLOSED)
    return session.scalars(still_open).all()
