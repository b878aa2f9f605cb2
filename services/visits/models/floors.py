"""分管楼层: which officer a floor belongs to, day by day (A2.7)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.visits.models.base import Base
from shared.audit import Audited
from shared.db import EstateOwned, Versioned

OPEN_ENDED = text("last_day IS NULL")


class FloorOfficer(Versioned, EstateOwned, Audited, Base):
    """``staff_id`` has the floor from ``first_day`` to ``last_day``, both included; without one until handed over."""

    __tablename__ = "floor_officer"
    __table_args__ = (
        UniqueConstraint("floor_id", "first_day"),
        Index("uq_floor_officer_open", "floor_id", unique=True, postgresql_where=OPEN_ENDED, sqlite_where=OPEN_ENDED),
        Index("ix_floor_officer_staff_id", "staff_id"),
    )

    floor_id: Mapped[UUID]
    staff_id: Mapped[UUID]
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    assigned_by: Mapped[str] = mapped_column(Text)
    assigned_at: Mapped[datetime]

    def covers(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)
