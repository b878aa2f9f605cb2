"""That a household's people were erased: the proof, and what other services must be told again after a restore."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.ticketing.models.base import Base
from services.ticketing.models.members import Member
from services.ticketing.models.people import Customer
from services.ticketing.models.tickets import Ticket
from shared.audit import Audited
from shared.db import EstateOwned, Versioned
from shared.errors import N_, DomainError
from shared.phones import national_digits


class Erased(DomainError):
    message = N_("The people of this household were erased. Nothing of it can be changed any more.")


class Erasure(Versioned, EstateOwned, Audited, Base):
    """``id`` is the household's. ``ticket_ids`` were its own, ``told_ids`` it told too; ``photos`` were deleted."""

    __tablename__ = "erasure"

    id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"), primary_key=True)
    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estate.id"), index=True)
    erased_at: Mapped[datetime]
    erased_by: Mapped[str]
    reason: Mapped[str]
    member_ids: Mapped[list[str]]
    ticket_ids: Mapped[list[str]]
    told_ids: Mapped[list[str]]
    photos: Mapped[int]


def check_not_erased(row: Customer | Member) -> None:
    """Raises ``Erased``."""
    if row.erased_at is not None:
        raise Erased


def told_from(records: Sequence[Customer], people: Iterable[Member]) -> ColumnElement[bool]:
    """Tickets that somebody of the household opened without saying where they live: by a letter, mostly.

    A number may have been typed with and without the country.
    """
    known = {phone for row in records for phone in (row.phone, row.other_phone) if phone}
    known |= {row.phone for row in people if row.phone}
    own = Ticket.reporter_phone.in_(known | {national_digits(phone) for phone in known})
    return own & Ticket.customer_id.is_(None) & (Ticket.estate_id == records[0].estate_id)
