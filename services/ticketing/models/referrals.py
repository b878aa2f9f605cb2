"""请示: what an employee asks the superior, because it is beyond the own authority (A2.4)."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.ticketing.models.base import Base
from services.ticketing.models.choices import Tier
from services.ticketing.models.staff import Staff
from shared.audit import Audited
from shared.db import EstateOwned, Identified

if TYPE_CHECKING:
    from services.ticketing.models.tickets import Ticket

# How long a superior may think about it before the next role up is told.
ANSWER_WITHIN = {
    Tier.EMERGENCY: timedelta(minutes=5),
    Tier.URGENT: timedelta(minutes=10),
    Tier.NORMAL: timedelta(hours=1),
}


class Referral(Identified, EstateOwned, Audited, Base):
    """A question to ``superior``, and the solution proposed; both people stay on the ticket.

    ``proposed_by`` may be somebody higher up. All three ``proposed_*`` and ``proposal`` are None while it is open.
    """

    __tablename__ = "referral"

    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estate.id"))
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("ticket.id"), index=True)
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    question: Mapped[str]
    superior_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    proposed_at: Mapped[datetime | None]
    proposed_by: Mapped[str | None]
    proposal: Mapped[str | None]

    ticket: Mapped["Ticket"] = relationship(lazy="raise_on_sql", back_populates="referrals")
    superior: Mapped[Staff] = relationship(lazy="raise_on_sql", foreign_keys=superior_id)
