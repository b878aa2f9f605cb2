"""Weekly, monthly and quarterly reports (B4.2.4)."""

from typing import Any
from uuid import UUID

from services.visits import handlers, queries
from services.visits.models import PeriodReport
from services.visits.queries import Reported
from services.visits.schemas import (
    BeginReportSchema,
    PeriodReportSchema,
    ReportedSchema,
    ReportListSchema,
    ReportTextsSchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

reports = ApiBlueprint("reports", __name__, url_prefix="/api/v1", description="Reports of a week, month or quarter")


@reports.get("/reports")
@reads("visits.read")
@reports.arguments(page_args(ReportListSchema), location="query")
@reports.response(200, page_schema(ReportedSchema))
def listed(args: dict[str, Any]) -> Page[Reported]:
    """The latest period first."""
    return queries.reports(db(), **args)


@reports.post("/reports")
@writes("reports.write")
@reports.arguments(BeginReportSchema)
@reports.response(201, PeriodReportSchema)
def begin(facts: dict[str, Any]) -> PeriodReport:
    """Begins one with the figures of the period."""
    return handlers.begin_report(db(), **facts)


@reports.get("/reports/<uuid:report_id>")
@reads("visits.read")
@reports.response(200, ReportedSchema)
def one(report_id: UUID) -> Reported:
    """One of them."""
    return queries.report(db(), report_id)


@reports.post("/reports/<uuid:report_id>/figures")
@writes("reports.write")
@reports.response(200, PeriodReportSchema)
def renew(report_id: UUID) -> PeriodReport:
    """The figures as they are now."""
    return handlers.renew_figures(db(), report_id=report_id)


@reports.post("/reports/<uuid:report_id>")
@writes("reports.write")
@reports.arguments(ReportTextsSchema)
@reports.response(200, PeriodReportSchema)
def save(facts: dict[str, Any], report_id: UUID) -> PeriodReport:
    """Keeps what is written so far."""
    return handlers.save_report(db(), report_id=report_id, **facts)


@reports.post("/reports/<uuid:report_id>/submit")
@writes("reports.write")
@reports.arguments(ReportTextsSchema)
@reports.response(200, PeriodReportSchema)
def submit(facts: dict[str, Any], report_id: UUID) -> PeriodReport:
    """Reports it upward; submitted again, it is corrected."""
    return handlers.submit_report(db(), report_id=report_id, **facts)
