"""结果公告: the notice about a survey, from the numbers to the board (A2.1)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext as _

from services.survey import handlers, queries
from services.survey.models import CampaignState
from services.survey.schemas import ResultsTextSchema, ReturnReportSchema
from shared.errors import existing
from shared.permissions import holders
from shared.web import Form, blank, db, reads, see_other, submitted, writes
from shared.web.display import label

results = Blueprint("results_pages", __name__, url_prefix="/campaigns/<uuid:campaign_id>")
STEPS = (CampaignState.COUNTED, CampaignState.APPROVED, CampaignState.PUBLISHED)
WRITTEN = ("title", "body", "title_en", "body_en", "version")


@results.get("/report")
@reads("surveys.read")
def report(campaign_id: UUID) -> Any:
    """With who may take the next step."""
    return _page(campaign_id, blank())


@results.post("/count")
@writes("surveys.run")
def count(campaign_id: UUID) -> Any:
    """Drafts the notice; the numbers stay as they are from now on."""
    form = blank()
    text = queries.results_text(db(), campaign_id)
    if form.attempt(lambda: handlers.count_results(db(), campaign_id=campaign_id, text=text)) is not None:
        flash(_("Counted. This is what the numbers say; change the words as you like."), "success")
        return see_other(url_for(".report", campaign_id=campaign_id))
    for message in form.errors.get("", []):
        flash(message, "danger")
    return see_other(url_for("campaign_pages.one", campaign_id=campaign_id))


@results.get("/report/edit")
@reads("surveys.run")
def edit(campaign_id: UUID) -> Any:
    row = existing(queries.report(db(), campaign_id))
    return _form(campaign_id, blank({name: getattr(row, name) for name in WRITTEN}))


@results.post("/report/edit")
@writes("surveys.run")
def write(campaign_id: UUID) -> Any:
    form = submitted(ResultsTextSchema())
    verb = handlers.edit_report
    if form.valid and form.attempt(lambda: verb(db(), campaign_id=campaign_id, **form.facts)) is not None:
        flash(_("Saved."), "success")
        return see_other(url_for(".report", campaign_id=campaign_id))
    return _form(campaign_id, form), 422


@results.post("/report/approve")
@writes("surveys.approve")
def approve(campaign_id: UUID) -> Any:
    return _step(campaign_id, blank(), handlers.approve_report, _("Approved. It can go to the board."))


@results.post("/report/return")
@writes("surveys.approve")
def send_back(campaign_id: UUID) -> Any:
    return _step(campaign_id, submitted(ReturnReportSchema()), handlers.return_report, _("Sent back to be rewritten."))


@results.post("/report/publish")
@writes("surveys.run")
def publish(campaign_id: UUID) -> Any:
    return _step(campaign_id, blank(), handlers.publish_report, _("Published on the boards of the estate."))


def _step(campaign_id: UUID, form: Form, verb: Callable[..., object], done: str) -> Any:
    if form.valid and form.attempt(lambda: verb(db(), campaign_id=campaign_id, **form.facts)) is not None:
        flash(done, "success")
        return see_other(url_for(".report", campaign_id=campaign_id))
    return _page(campaign_id, form), 422


def _page(campaign_id: UUID, form: Form) -> str:
    report = existing(queries.report(db(), campaign_id))
    running = queries.campaign(db(), campaign_id)
    moments = (running.campaign.closed_at, report.approved_at, report.published_at)
    return render_template(
        "report.html",
        running=running,
        report=report,
        steps=[(label(state), moment) for state, moment in zip(STEPS, moments, strict=True)],
        form=form,
        approvers=holders("surveys.approve"),
    )


def _form(campaign_id: UUID, form: Form) -> str:
    return render_template("report_edit.html", running=queries.campaign(db(), campaign_id), form=form)
