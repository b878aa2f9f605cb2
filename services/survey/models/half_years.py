"""The two questionnaires of every year, and alarms about one that nobody has planned (A2.1)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.survey.models.base import Base
from shared.db import EstateOwned, Identified

MONTHS = 6  # in a half year


class HalfYearAlarm(Identified, EstateOwned, Base):
    """The lead was told that the questionnaire of this half was not planned; ``settled_at``: it was planned since."""

    __tablename__ = "half_year_alarm"
    __table_args__ = (UniqueConstraint("estate_id", "year", "half"),)

    estate_id: Mapped[UUID] = mapped_column()
    year: Mapped[int]
    half: Mapped[int]
    told_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


def half_of(day: date) -> tuple[int, int]:
    """The year and its half, 1 or 2."""
    return day.year, 1 if day.month <= MONTHS else 2


def is_due(day: date, alarm_month: int) -> bool:
    """Whether the questionnaire of the day's half must be planned by now: from its month ``alarm_month`` on, 1 to 6."""
    return (day.month - 1) % MONTHS + 1 >= alarm_month
