"""Whose the residents' links are."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from services.ticketing.models import Customer, Reporter, Ticket


def has_left(session: Session, of: type[Ticket | Reporter], subject: UUID) -> bool:
    """Whether the household of this ticket or reporter has moved out; of a merged one the kept one counts."""
    kept = aliased(Customer)
    of_household = (
        select(kept.moved_out_on)
        .join(Customer, kept.id == func.coalesce(Customer.merged_into_id, Customer.id))
        .join(of, of.customer_id == Customer.id)
        .where(of.id == subject)
    )
    return session.scalar(of_household) is not None
