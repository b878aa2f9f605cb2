"""周报、月报、季报: what a period came to in figures, and what its writer makes of them (B4.2.4)."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.visits.models.base import Base
from services.visits.models.visits import first_day_of, last_day_of
from shared.audit import Audited
from shared.db import EstateOwned, Versioned
from shared.errors import N_, DomainError

DAY = timedelta(days=1)
QUARTERS = 4


class ReportKind(StrEnum):
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class ReportState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"


REPORT_NAMES = {
    ReportKind.WEEK: N_("weekly report"),
    ReportKind.MONTH: N_("monthly report"),
    ReportKind.QUARTER: N_("quarterly report"),
}
# In the order of the paper, each group with its figures.
FIGURES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        N_("Requests"),
        (
            ("requests_filed", N_("requests filed")),
            ("requests_answered", N_("requests answered")),
            ("complaints", N_("complaints in the weekly needs")),
            ("repairs", N_("repairs in the weekly needs")),
            ("suggestions", N_("suggestions in the weekly needs")),
            ("enquiries", N_("enquiries in the weekly needs")),
            ("praise", N_("praise in the weekly needs")),
            ("needs_late", N_("of them handled too late")),
        ),
    ),
    (
        N_("Visits"),
        (
            ("visits_planned", N_("visits planned")),
            ("visits_made", N_("households visited")),
            ("visits_absent", N_("nobody met, for good")),
            ("visits_refused", N_("visits refused")),
            ("needs_told", N_("needs told on visits")),
            ("major_visits", N_("visits of the lead to major problems")),
        ),
    ),
    (
        N_("Meetings"),
        (
            ("meetings_held", N_("meetings held")),
            ("meetings_cancelled", N_("meetings cancelled")),
            ("symposiums_held", N_("symposiums held")),
            ("actions_decided", N_("actions decided")),
            ("actions_done", N_("actions done")),
            ("actions_late", N_("actions overdue")),
            ("summaries_submitted", N_("weekly summaries submitted")),
        ),
    ),
    (
        N_("Duties of the procedures"),
        (
            ("duties_kept", N_("fulfilled in time")),
            ("duties_late", N_("made up late")),
            ("duties_missed", N_("not fulfilled")),
            ("duties_waived", N_("waived")),
            ("duties_due", N_("still due")),
        ),
    ),
)


class ReportIsThere(DomainError):
    message = N_("This estate has that report already.")


class ReportIsSubmitted(DomainError):
    message = N_("The report was submitted; submit it again to correct it.")


class PeriodReport(Versioned, EstateOwned, Audited, Base):
    """``period`` is 2026-W49, 2026-12 or 2026-Q4; ``figures`` by their names, as they were at ``assembled_at``."""

    __tablename__ = "period_report"
    __table_args__ = (
        UniqueConstraint("estate_id", "kind", "period"),
        Index("ix_period_report_last_day_id", "last_day", "id"),
    )

    kind: Mapped[ReportKind]
    period: Mapped[str] = mapped_column(Text)
    first_day: Mapped[date]
    last_day: Mapped[date]
    state: Mapped[ReportState]
    figures: Mapped[dict[str, Any]]
    assembled_at: Mapped[datetime]
    summary: Mapped[str] = mapped_column(Text)
    problems: Mapped[str] = mapped_column(Text)
    plan: Mapped[str] = mapped_column(Text)
    submitted_by: Mapped[str] = mapped_column(Text)
    submitted_at: Mapped[datetime | None]

    @property
    def submitted(self) -> bool:
        return self.state is ReportState.SUBMITTED


def days_of(kind: ReportKind, period: str) -> tuple[date, date]:
    """The first and the last day of a period; raises ``ValueError`` for what is none of that kind."""
    year, _dash, part = period.partition("-")
    match kind:
        case ReportKind.WEEK if part.startswith("W"):
            first = date.fromisocalendar(int(year), int(part[1:]), 1)
            return first, first + 6 * DAY
        case ReportKind.MONTH if part.isdigit():
            first = date(int(year), int(part), 1)
            return first, (first + 31 * DAY).replace(day=1) - DAY
        case ReportKind.QUARTER if part.startswith("Q") and 1 <= int(part[1:]) <= QUARTERS:
            return first_day_of(int(year), int(part[1:])), last_day_of(int(year), int(part[1:]))
    raise ValueError(period)


def period_of(kind: ReportKind, day: date) -> str:
    """The period of that kind in which the day lies."""
    match kind:
        case ReportKind.WEEK:
            year, week, _weekday = day.isocalendar()
            return f"{year}-W{week:02}"
        case ReportKind.MONTH:
            return f"{day:%Y-%m}"
        case ReportKind.QUARTER:
            return f"{day.year}-Q{(day.month + 2) // 3}"


def latest_periods(kind: ReportKind, day: date, number: int) -> list[str]:
    """The period of the day and those before it."""
    periods = []
    for _each in range(number):
        periods.append(period_of(kind, day))
        day = days_of(kind, periods[-1])[0] - DAY
    return periods
