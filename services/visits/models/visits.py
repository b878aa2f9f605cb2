"""季度走访: rounds, and the visits of every kind (A2.7, C1.4.5)."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.visits.models.base import Base
from services.visits.models.choices import AHEAD, VisitKind, VisitState
from shared.audit import Audited
from shared.db import EstateOwned, Versioned

MONTHS = 12
MOST_TRIES = 3
LASTS = timedelta(minutes=30)
STILL_AHEAD = text("state IN ({}) AND starts_at IS NOT NULL".format(", ".join(f"'{state}'" for state in AHEAD)))


class Round(Versioned, EstateOwned, Audited, Base):
    """The quarter's round of an estate: one visit to each of its households."""

    __tablename__ = "visit_round"
    __table_args__ = (UniqueConstraint("estate_id", "year", "quarter"),)

    year: Mapped[int]
    quarter: Mapped[int]
    planned_by: Mapped[str] = mapped_column(Text)
    planned_at: Mapped[datetime]
    households: Mapped[int]
    without_time: Mapped[int]

    @property
    def first_day(self) -> date:
        return first_day_of(self.year, self.quarter)

    @property
    def last_day(self) -> date:
        return last_day_of(self.year, self.quarter)


class Visit(Versioned, EstateOwned, Audited, Base):
    """``starts_at`` None: no time could be found. ``urgency`` counts what the household waits for (C1.4.6).

    ``announced_for`` is the time that the household was told last. ``tries`` counts how often nobody was met;
    ``due_on`` is the last day by which it must take place.
    """

    __tablename__ = "visit"
    __table_args__ = (
        UniqueConstraint("round_id", "customer_id", "kind"),
        Index(
            "uq_visit_officer_id_starts_at",
            "officer_id",
            "starts_at",
            unique=True,
            postgresql_where=STILL_AHEAD,
            sqlite_where=STILL_AHEAD,
        ),
        Index("ix_visit_round_id", "round_id", "floor_id", "officer_id", "state", "starts_at"),
        Index("ix_visit_officer_id_state", "officer_id", "state", "starts_at"),
        Index("ix_visit_customer_id", "customer_id"),
    )

    kind: Mapped[VisitKind]
    state: Mapped[VisitState]
    round_id: Mapped[UUID | None]
    customer_id: Mapped[UUID]
    unit_path: Mapped[str] = mapped_column(Text)
    floor_id: Mapped[UUID | None]
    building_id: Mapped[UUID | None]
    officer_id: Mapped[UUID | None]
    starts_at: Mapped[datetime | None]
    urgency: Mapped[int]
    tries: Mapped[int] = mapped_column(default=0)
    due_on: Mapped[date | None]
    ticket_id: Mapped[UUID | None] = mapped_column(index=True)
    announced_for: Mapped[datetime | None]


def a_month_after(day: date) -> date:
    """The same day of the next month, or that month's last one: within one month of 31 January is 28 February."""
    year, month = (day.year, day.month + 1) if day.month < MONTHS else (day.year + 1, 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def quarter_of(day: date) -> tuple[int, int]:
    return day.year, (day.month + 2) // 3


def first_day_of(year: int, quarter: int) -> date:
    return date(year, 3 * quarter - 2, 1)


def last_day_of(year: int, quarter: int) -> date:
    following = date(year + 1, 1, 1) if quarter == 4 else first_day_of(year, quarter + 1)
    return following - timedelta(days=1)
