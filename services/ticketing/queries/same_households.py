"""Reads of households that were perhaps registered twice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.ticketing.models import Customer, CustomerKind, CustomerTerm, Member, Reporter, Ticket
from services.ticketing.models.terms import folded
from services.ticketing.queries.people import HOUSEHOLDS_READ
from shared.phones import national_digits


@dataclass(frozen=True, slots=True)
class Belongings:
    """What would follow a household into another: requests, what it told too, people."""

    tickets: int
    told_too: int
    people: int


def sharing_phone(session: Session, customer: Customer) -> Sequence[Customer]:
    """Other households that are reached by the phone number of this one, in whatever unit."""
    by_phone = select(CustomerTerm.customer_id).where(CustomerTerm.term == national_digits(customer.phone))
    found = select(Customer).where(Customer.id.in_(by_phone), Customer.id != customer.id)
    return session.scalars(found.order_by(Customer.id).limit(HOUSEHOLDS_READ)).all()


def perhaps_the_same(
    customer: Customer, neighbours: Collection[Customer], sharing: Collection[Customer]
) -> list[Customer]:
    """Of the others in the unit those with the same phone or name, and a second owner."""
    return [other for other in neighbours if other in sharing or _alike(customer, other)]


def belongings(session: Session, ids: Collection[UUID]) -> dict[UUID, Belongings]:
    """Of each of these households; three queries."""
    tickets = _counts(session, Ticket.customer_id, Ticket.customer_id.in_(ids))
    told_too = _counts(session, Reporter.customer_id, Reporter.customer_id.in_(ids))
    people = _counts(session, Member.customer_id, Member.customer_id.in_(ids), Member.until.is_(None))
    return {key: Belongings(tickets.get(key, 0), told_too.get(key, 0), people.get(key, 0)) for key in ids}


def _alike(one: Customer, other: Customer) -> bool:
    both_live_there = one.moved_out_on is None and other.moved_out_on is None
    two_owners = both_live_there and one.kind is other.kind is CustomerKind.OWNER
    return two_owners or folded(one.name) == folded(other.name)


def _counts(
    session: Session,
    household: InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None],
    *of: ColumnElement[bool],
) -> dict[UUID | None, int]:
    return dict(session.execute(select(household, func.count()).where(*of).group_by(household)).all())
