"""周报、月报、季报: begun with the figures of a period, edited, submitted, on screen and paper (B4.2.4)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.visits import handlers, queries
from services.visits.models import ReportKind, ReportState
from services.visits.queries import Figure, Reported
from services.visits.schemas import BeginReportSchema, ReportListSchema, ReportTextsSchema
from shared.errors import N_
from shared.web import Form, blank, db, reads, see_other, submitted, writes
from shared.web.display import label
from shared.web.exports import AT_ONCE, Column, List, exported, filters_of, whole

reports = Blueprint("report_pages", __name__, url_prefix="/reports")
PAGE = 50


@reports.get("")
@reads("visits.read")
def overview() -> Any:
    return _overview(blank())


@reports.post("")
@writes("reports.write")
def begin() -> Any:
    """``when`` is a kind and a period: ``week:2026-W49``."""
    typed = request.form.copy()
    typed["kind"], _colon, typed["period"] = request.form.get("when", "").partition(":")
    form = submitted(BeginReportSchema(), typed)
    report = form.attempt(lambda: handlers.begin_report(db(), **form.facts)) if form.valid else None
    if report is None:
        return _overview(form), 422
    flash(_("The figures are there. Write what they mean, then submit the report."), "success")
    return see_other(url_for(".one", report_id=report.id))


@reports.post("/export")
@writes("visits.read")
def export() -> Any:
    chosen = filters_of(ReportListSchema())
    read = lambda session, after: queries.reports(session, **chosen, after=after, limit=AT_ONCE)  # noqa: E731 - one call
    return exported(List(N_("Reports"), COLUMNS, read))


@reports.get("/<uuid:report_id>")
@reads("visits.read")
def one(report_id: UUID) -> Any:
    return _page(report_id, None)


@reports.get("/<uuid:report_id>/print")
@reads("visits.read")
def on_paper(report_id: UUID) -> Any:
    found = queries.report(db(), report_id)
    return render_template("report_print.html", found=found, lines=queries.figures(found.report))


@reports.post("/<uuid:report_id>/export")
@writes("visits.read")
def export_one(report_id: UUID) -> Any:
    """Its table of figures."""
    read = whole(lambda session: queries.figures(queries.report(session, report_id).report))
    return exported(List(N_("Figures of the report"), LINES, read))


@reports.post("/<uuid:report_id>/figures")
@writes("reports.write")
def renew(report_id: UUID) -> Any:
    form = blank()
    if form.attempt(lambda: handlers.renew_figures(db(), report_id=report_id)) is None:
        return _page(report_id, form), 422
    flash(_("These are the figures of now."), "success")
    return see_other(url_for(".one", report_id=report_id))


@reports.post("/<uuid:report_id>")
@writes("reports.write")
def write(report_id: UUID) -> Any:
    """``act`` is ``save`` or ``submit``."""
    form, submits = submitted(ReportTextsSchema()), request.form.get("act") == "submit"
    verb = handlers.submit_report if submits else handlers.save_report
    if not form.valid or form.attempt(lambda: verb(db(), report_id=report_id, **form.facts)) is None:
        return _page(report_id, form), 422
    flash(_("Submitted.") if submits else _("Saved. Submit it when it is complete."), "success")
    return see_other(url_for(".one", report_id=report_id))


COLUMNS: list[Column[Reported]] = [
    Column(N_("Kind"), lambda row: label(row.report.kind)),
    Column(N_("Period"), lambda row: row.report.period),
    Column(N_("Estate"), lambda row: row.estate),
    Column(N_("State"), lambda row: _("handed in") if row.report.submitted else _("draft")),
    Column(N_("Submitted by"), lambda row: row.report.submitted_by),
    Column(N_("Submitted"), lambda row: row.report.submitted_at),
]
LINES: list[Column[Figure]] = [
    Column(N_("About"), lambda row: _(row.group)),
    Column(N_("Figure"), lambda row: _(row.name)),
    Column(N_("How many?"), lambda row: row.number),
]


def _overview(form: Form) -> str:
    chosen = submitted(ReportListSchema(), request.args).facts
    return render_template(
        "reports.html",
        page=queries.reports(db(), **chosen, after=request.args.get("after"), limit=PAGE),
        when=[(f"{kind}:{period}", f"{_label(kind)} {period}") for kind, period in queries.periods_to_report(db())],
        estates=queries.estates(db()),
        kinds=ReportKind,
        states=[(ReportState.DRAFT.value, _("draft")), (ReportState.SUBMITTED.value, _("handed in"))],
        form=form,
    )


def _label(kind: ReportKind) -> str:
    return str(label(kind))


def _page(report_id: UUID, form: Form | None) -> str:
    found = queries.report(db(), report_id)
    texts = {name: getattr(found.report, name) for name in ("summary", "problems", "plan")}
    shown = blank(texts) if form is None or not form.values else form
    if form is not None:
        shown.errors = form.errors
    return render_template("report.html", found=found, lines=queries.figures(found.report), form=shown)
