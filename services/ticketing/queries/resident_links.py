"""Whose the residents' links are."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.models import Customer, Reporter, Ticket


def has_left(session: Session, of: type[Ticket | Reporter], subject: UUID) -> bool:
    """Whether the household of this ticket or reporter has moved out."""
    of_household = select(Customer.moved_out_on).join(of, of.customer_id == Customer.id).where(of.id == subject)
    return session.scalar(of_household) is not None
