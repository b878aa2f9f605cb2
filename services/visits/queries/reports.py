"""Reads of weekly, monthly and quarterly reports (B4.2.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits.models import FIGURES, Estate, PeriodReport, ReportKind, ReportState, latest_periods
from shared import clock, paging
from shared.errors import existing
from shared.paging import Page

LATEST = {ReportKind.WEEK: 6, ReportKind.MONTH: 4, ReportKind.QUARTER: 3}


@dataclass(frozen=True, slots=True)
class Reported:
    """A report with its estate's name."""

    report: PeriodReport
    estate: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a report's table; names are ids of the catalogues."""

    group: str
    name: str
    number: int


def reports(
    session: Session,
    *,
    kind: ReportKind | None = None,
    state: ReportState | None = None,
    estate_id: UUID | None = None,
    after: str | None = None,
    limit: int = paging.MOST,
) -> Page[Reported]:
    """The latest period first; two queries."""
    equal: tuple[tuple[Any, Any], ...] = (
        (PeriodReport.kind, kind),
        (PeriodReport.state, state),
        (PeriodReport.estate_id, estate_id),
    )
    found = select(PeriodReport).where(*(column == value for column, value in equal if value is not None))
    order = (PeriodReport.last_day.desc(), PeriodReport.id.desc())
    listed = paging.page(session, found, order, after=after, limit=limit)
    names = _names(session, {row.estate_id for row in listed.items})
    return Page([Reported(row, names.get(row.estate_id, "")) for row in listed.items], listed.next)


def report(session: Session, report_id: UUID) -> Reported:
    """Raises ``NotFound``."""
    found = existing(session.get(PeriodReport, report_id))
    return Reported(found, _names(session, {found.estate_id}).get(found.estate_id, ""))


def figures(found: PeriodReport) -> list[Figure]:
    """In the order of the paper."""
    return [Figure(group, name, int(found.figures.get(key, 0))) for group, lines in FIGURES for key, name in lines]


def periods_to_report(session: Session) -> list[tuple[ReportKind, str]]:
    """Those that a report can be begun for, the latest of each kind first."""
    today = clock.today(session.info["settings"].site_zone)
    return [(kind, period) for kind, number in LATEST.items() for period in latest_periods(kind, today, number)]


def _names(session: Session, estates: set[UUID]) -> Mapping[UUID, str]:
    found = session.execute(select(Estate.id, Estate.name).where(Estate.id.in_(estates)))
    return {key: name for key, name in found}  # noqa: C416 - a row is no pair to mypy
