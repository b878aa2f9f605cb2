"""Reads of the people of households."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.models import Customer, Member
from shared.errors import existing


def members(session: Session, households: Collection[UUID]) -> Sequence[Member]:
    """The people of these households, those who have left last."""
    found = select(Member).where(Member.customer_id.in_(households)).order_by(Member.id)
    return sorted(session.scalars(found), key=lambda row: row.until is not None)


def records_of(session: Session, household: Customer) -> Sequence[Customer]:
    """The household, and the records that were merged into it."""
    merged = select(Customer).where(Customer.merged_into_id == household.id).order_by(Customer.id)
    return [household, *session.scalars(merged)]


def member(session: Session, household_id: UUID, member_id: UUID) -> Member:
    """Raises ``NotFound``, also for somebody of another household."""
    of_household = Member.id == member_id, Member.customer_id == household_id
    return existing(session.scalars(select(Member).where(*of_household)).first())
