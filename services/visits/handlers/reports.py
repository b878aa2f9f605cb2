"""周报、月报、季报: begun with the figures of the period, edited, submitted (B4.2.4)."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.clauses import TEAM_NAMES, TEAMS, week_key
from services.visits.config import settings_of
from services.visits.handlers.meeting_series import check_estate
from services.visits.handlers.report_figures import figures_of
from services.visits.models import (
    PeriodReport,
    ReportIsSubmitted,
    ReportIsThere,
    ReportKind,
    ReportState,
    SummaryState,
    WeeklySummary,
    days_of,
)
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, Invalid, existing
from shared.i18n import LANGUAGES, translate

YEAR = timedelta(days=366)
DAY = timedelta(days=1)


def begin_report(session: Session, *, estate_id: UUID, kind: ReportKind, period: str) -> PeriodReport:
    """With the figures of the period, and what the departments' weekly summaries say. Raises ``Invalid``,
    ``ReportIsThere``.
    """
    check_estate(session, estate_id)
    first, last = _days(session, kind, period)
    same = PeriodReport.estate_id == estate_id, PeriodReport.kind == kind, PeriodReport.period == period
    if session.scalars(select(PeriodReport.id).where(*same)).first():
        raise ReportIsThere
    texts = _from_summaries(session, estate_id, first, last)
    report = PeriodReport(
        estate_id=estate_id,
        kind=kind,
        period=period,
        first_day=first,
        last_day=last,
        state=ReportState.DRAFT,
        figures=figures_of(session, estate_id, first, last),
        assembled_at=clock.now(),
        submitted_by="",
        **texts,
    )
    session.add(report)
    audit.record(session, "period_report.begin", report)
    return report


def renew_figures(session: Session, *, report_id: UUID) -> PeriodReport:
    """As they are now. Raises ``NotFound``, ``ReportIsSubmitted``."""
    report = _draft(session, report_id)
    figures = figures_of(session, report.estate_id, report.first_day, report.last_day)
    report.figures, report.assembled_at = figures, clock.now()
    audit.record(session, "period_report.renew", report)
    return report


def save_report(
    session: Session, *, report_id: UUID, summary: str = "", problems: str = "", plan: str = ""
) -> PeriodReport:
    """Keeps what is written so far. Raises ``NotFound``, ``ReportIsSubmitted``."""
    report = _draft(session, report_id)
    report.summary, report.problems, report.plan = summary, problems, plan
    audit.record(session, "period_report.save", report)
    return report


def submit_report(
    session: Session, *, report_id: UUID, summary: str, plan: str = "", problems: str = ""
) -> PeriodReport:
    """Reports it upward; submitted again, it is corrected. Raises ``NotFound``, ``Invalid``."""
    report = existing(session.get(PeriodReport, report_id))
    if not summary:
        raise Invalid({"summary": [N_("Please fill this in.")]})
    report.summary, report.problems, report.plan = summary, problems, plan
    report.state, report.submitted_at = ReportState.SUBMITTED, report.submitted_at or clock.now()
    report.submitted_by = actor_of(session).name
    audit.record(session, "period_report.submit", report)
    _tell(session, report)
    return report


def _draft(session: Session, report_id: UUID) -> PeriodReport:
    report = existing(session.get(PeriodReport, report_id))
    if report.submitted:
        raise ReportIsSubmitted
    return report


def _days(session: Session, kind: ReportKind, period: str) -> tuple[date, date]:
    try:
        first, last = days_of(kind, period)
    except ValueError:
        raise Invalid({"period": [N_("This is no period of that kind.")]}) from None
    today = clock.today(settings_of(session).site_zone)
    if not today - YEAR <= last or first > today:
        raise Invalid({"period": [N_("Choose a period that has begun, of the last year.")]})
    return first, last


def _from_summaries(session: Session, estate_id: UUID, first: date, last: date) -> dict[str, str]:
    """What the departments submitted for the weeks that lie in the period, as a beginning."""
    mondays = [first + number * DAY for number in range((last - first).days + 1)]
    weeks = sorted({week_key(day) for day in mondays if day.weekday() == 0})
    sent = WeeklySummary.week.in_(weeks), WeeklySummary.state == SummaryState.SUBMITTED
    found = session.scalars(select(WeeklySummary).where(WeeklySummary.estate_id == estate_id, *sent)).all()
    rows = sorted(found, key=lambda row: (row.week, TEAMS.index(row.team)))
    plans = [row for row in rows if row.week == weeks[-1]] if weeks else []
    return {
        "summary": "\n".join(_said(row, row.done, with_week=len(weeks) > 1) for row in rows if row.done),
        "problems": "\n".join(_said(row, row.problems, with_week=len(weeks) > 1) for row in rows if row.problems),
        "plan": "\n".join(_said(row, row.plan, with_week=False) for row in plans if row.plan),
    }


def _said(row: WeeklySummary, text: str, *, with_week: bool) -> str:
    team = translate(TEAM_NAMES[row.team], LANGUAGES[0])
    return f"【{row.week} {team}】{text}" if with_week else f"【{team}】{text}"


def _tell(session: Session, report: PeriodReport) -> None:
    actor = actor_of(session)
    told = ("estate_id", "period", "first_day", "last_day", "figures", "summary", "problems", "plan")
    facts = {name: getattr(report, name) for name in told}
    event = contracts.ReportSubmitted(
        report_id=report.id, kind=report.kind.value, **facts, by=actor.name, by_id=actor.id, at=clock.now()
    )
    outbox.add(session, event, report)
