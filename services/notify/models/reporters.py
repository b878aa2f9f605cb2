"""A copy of ticketing's: which households told a ticket too, and hear of its steps like the first."""

from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from services.notify.models.base import Base
from shared.db import EstateOwned, Identified


class TicketReporter(Identified, EstateOwned, Base):
    """``customer_id`` is None for who is no household; ``status_url`` is the household's own link."""

    __tablename__ = "ticket_reporter"

    estate_id: Mapped[UUID] = mapped_column()
    ticket_id: Mapped[UUID] = mapped_column(index=True)
    customer_id: Mapped[UUID | None]
    status_url: Mapped[str] = mapped_column(Text)
