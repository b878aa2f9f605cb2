"""Further households that told the same as a ticket: one fault, one ticket, everybody answered."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.ticketing.models.base import Base
from services.ticketing.models.choices import Channel
from services.ticketing.models.people import Customer
from shared.db import EstateOwned, Versioned


class Reporter(Versioned, EstateOwned, Base):
    """Who told it too: a household, or (``name``) somebody without one. ``merged_from`` brought the reporter along."""

    __tablename__ = "reporter"
    __table_args__ = (UniqueConstraint("ticket_id", "customer_id"),)

    estate_id: Mapped[UUID] = mapped_column()
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("ticket.id"), index=True)
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customer.id"), index=True)
    name: Mapped[str]
    phone: Mapped[str]
    channel: Mapped[Channel]
    words: Mapped[str]
    added_at: Mapped[datetime]
    added_by: Mapped[str]
    merged_from_id: Mapped[UUID | None] = mapped_column(ForeignKey("ticket.id"))

    customer: Mapped[Customer | None] = relationship(lazy="raise_on_sql")
