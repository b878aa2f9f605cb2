"""What residents think of how their request was handled, asked once it is closed."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.ticketing.models.base import Base
from shared.audit import Audited
from shared.db import EstateOwned, Identified

if TYPE_CHECKING:
    from services.ticketing.models.tickets import Ticket

BEST = 5
LOW = 2  # up to this score somebody asks what went wrong
REMIND_AFTER = timedelta(days=3)


class Rating(Identified, EstateOwned, Audited, Base):
    """The household's ``score`` from 1 to 5, given once. ``follow_up_id`` is the ticket that a low one has opened."""

    __tablename__ = "rating"

    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estate.id"))
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("ticket.id"), unique=True)
    score: Mapped[int]
    words: Mapped[str]
    given_at: Mapped[datetime]
    follow_up_id: Mapped[UUID | None] = mapped_column(ForeignKey("ticket.id"))

    ticket: Mapped["Ticket"] = relationship(lazy="raise_on_sql", foreign_keys=ticket_id, back_populates="rating")
