"""《周工作总结与计划表》: each department sums up its week and plans the next (B4.2.2, B5)."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.visits.models.base import Base
from services.visits.models.duties import SPACE
from shared.audit import Audited
from shared.db import EstateOwned, Versioned
from shared.errors import N_, DomainError


class SummaryState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"


class SummaryIsSubmitted(DomainError):
    message = N_("The summary of this week was submitted already; submit it again to correct it.")


class WeeklySummary(Versioned, EstateOwned, Audited, Base):
    """Of one department and ``week`` (2026-W49); ``planned`` is what its last summary had planned for this week."""

    __tablename__ = "weekly_summary"
    __table_args__ = (UniqueConstraint("estate_id", "team", "week"),)

    team: Mapped[str] = mapped_column(Text)
    week: Mapped[str] = mapped_column(Text)
    state: Mapped[SummaryState]
    planned: Mapped[str] = mapped_column(Text)
    done: Mapped[str] = mapped_column(Text)
    problems: Mapped[str] = mapped_column(Text)
    plan: Mapped[str] = mapped_column(Text)
    submitted_by: Mapped[str] = mapped_column(Text)
    submitted_at: Mapped[datetime | None]

    @property
    def submitted(self) -> bool:
        return self.state is SummaryState.SUBMITTED


def monday_of(week: str) -> date:
    """The first day of a week; raises ``ValueError`` for what is none."""
    year, _dash, number = week.partition("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def week_before(week: str) -> str:
    year, number, _weekday = (monday_of(week) - timedelta(days=7)).isocalendar()
    return f"{year}-W{number:02}"


def summary_key(estate_id: UUID, team: str, week: str) -> UUID:
    """The same summary has the same key, whoever speaks of it first: those who remind speak of missing ones."""
    return uuid5(SPACE, f"summary|{estate_id}|{team}|{week}")


def week_of_estate(estate_id: UUID, week: str) -> UUID:
    return uuid5(SPACE, f"summaries|{estate_id}|{week}")
