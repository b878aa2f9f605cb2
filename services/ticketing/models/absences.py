"""When somebody is away: whole days, in which the person is given nothing new."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, and_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.ticketing.models.base import Base
from services.ticketing.models.staff import Staff
from shared.audit import Audited
from shared.db import Versioned
from shared.errors import N_

LONGEST_ABSENCE = 366  # days


class AbsenceReason(StrEnum):
    HOLIDAY = "holiday"
    SICK = "sick_leave"
    TRIP = "business_trip"
    TRAINING = "training"
    OTHER = "other_absence"


ABSENCE_REASON_NAMES = {
    AbsenceReason.HOLIDAY: N_("leave"),
    AbsenceReason.SICK: N_("sick leave"),
    AbsenceReason.TRIP: N_("business trip"),
    AbsenceReason.TRAINING: N_("training"),
    AbsenceReason.OTHER: N_("other absence"),
}


class Absence(Versioned, Audited, Base):
    """From the first day to the last, both included, of the site; ``removed_at`` is set when it does not take place."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_last_day", "last_day"),)

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    reason: Mapped[AbsenceReason]
    entered_by: Mapped[str]
    entered_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    staff: Mapped[Staff] = relationship(lazy="raise_on_sql")

    @classmethod
    def between(cls, first: date, last: date) -> ColumnElement[bool]:
        """It takes place, and some of it from ``first`` to ``last``."""
        return and_(cls.removed_at.is_(None), cls.first_day <= last, cls.last_day >= first)

    @classmethod
    def away_on(cls, day: date) -> Select[UUID, date]:
        """Who is away on the day, and until when."""
        return select(cls.staff_id, cls.last_day).where(cls.between(day, day))

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day
