"""What a household waits for: its complaints that are open and its opinions nobody has answered (C1.4.6)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.visits.models.base import Base
from shared.db import EstateOwned

COMPLAINT, OPINIONS = "complaint", ("suggestion", "enquiry")
URGENCY = {COMPLAINT: 3, "repair": 1} | dict.fromkeys(OPINIONS, 2)


class Concern(EstateOwned, Base):
    """A ticket of the household, as its events tell; ``waiting`` until it is closed, or an opinion answered."""

    __tablename__ = "concern"
    __table_args__ = (Index("ix_concern_customer_id_waiting", "customer_id", "waiting"),)

    ticket_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    customer_id: Mapped[UUID]
    waiting: Mapped[bool]
    told_at: Mapped[datetime]
