"""The days on which an estate's working calendar differs from the yearly notice."""

from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.ticketing.models.base import Base
from shared.audit import Audited
from shared.calendar import ChangedDay
from shared.db import Versioned


class CalendarDay(ChangedDay, Versioned, Audited, Base):
    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("estate_id", "day"),)

    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estate.id"))
