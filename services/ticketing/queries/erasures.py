"""What erasing a household would do, and what stands in its way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from services.ticketing.models import Attachment, Customer, Erasure, Member, Reporter, Status, Ticket, told_from
from services.ticketing.queries.members import members, records_of
from services.ticketing.queries.ticket_search import is_about
from shared.errors import existing

MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """``open`` block it; ``named`` are others in which one of the names stands, for a person to decide."""

    household: Customer
    people: Sequence[Member]
    lives_here: bool
    open: Sequence[Ticket]
    tickets: int
    told_too: int
    photos: int
    named: Sequence[Ticket]
    same_phone: Sequence[Customer]

    @property
    def possible(self) -> bool:
        return not self.lives_here and not self.open


def erasure_preview(session: Session, household: Customer, today: date) -> ErasurePreview:
    """A fixed number of queries, but for one more for each member's name."""
    records = records_of(session, household)
    ids = [row.id for row in records]
    people = members(session, ids)
    reported = select(Reporter.ticket_id).where(Reporter.customer_id.in_(ids))
    own = or_(Ticket.customer_id.in_(ids), told_from(records, people))
    either = or_(own, Ticket.id.in_(reported))
    photos = select(func.count(Attachment.id)).join(Ticket, Ticket.id == Attachment.ticket_id).where(own)
    still_open = select(Ticket).where(either, Ticket.status != Status.CLOSED).order_by(Ticket.id)
    return ErasurePreview(
        household=household,
        people=people,
        lives_here=household.moved_out_on is None or household.moved_out_on > today,
        open=session.scalars(still_open).all(),
        tickets=session.scalar(select(func.count(Ticket.id)).where(own)) or 0,
        told_too=session.scalar(select(func.count()).select_from(reported.subquery())) or 0,
        photos=session.scalar(photos) or 0,
        named=_naming(session, household, people, either),
        same_phone=_same_phone(session, household),
    )


def erasure(session: Session, customer_id: UUID) -> Erasure:
    """Raises ``NotFound``."""
    return existing(session.get(Erasure, customer_id))


def _naming(
    session: Session, household: Customer, people: Sequence[Member], known: ColumnElement[bool]
) -> Sequence[Ticket]:
    names = {household.name, *(row.name for row in people)}
    named = or_(*(is_about(session, name) for name in names))
    found = select(Ticket).where(
        named, known.is_not(true()), Ticket.estate_id == household.estate_id, Ticket.status == Status.CLOSED
    )
    return session.scalars(found.order_by(Ticket.id.desc()).limit(MOST_NAMED)).all()


def _same_phone(session: Session, household: Customer) -> Sequence[Customer]:
    """The same person may own a second home here, whose household is another."""
    found = select(Customer).where(
        *(Customer.phone == household.phone, Customer.id != household.id, Customer.merged_into_id.is_(None))
    )
    return session.scalars(found.order_by(Customer.unit_path)).all()
