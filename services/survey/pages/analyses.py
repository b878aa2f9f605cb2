"""季度分析: the opinions of a quarter, counted, written up, reviewed, published (A2.8)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.survey import handlers, queries
from services.survey.models import AnalysisState, Quarter
from services.survey.pages.analysis_charts import AnalysisCharts
from services.survey.schemas import (
    AnalysisFilterSchema,
    ApproveAnalysisSchema,
    DraftAnalysisSchema,
    FiguresFilterSchema,
    ResultsTextSchema,
    ReturnReportSchema,
)
from shared.permissions import holders
from shared.web import Form, blank, db, reads, see_other, submitted, writes
from shared.web.display import label

analyses = Blueprint("analysis_pages", __name__, url_prefix="/analyses")
WRITTEN = ("title", "body", "title_en", "body_en", "version")


@analyses.get("")
@reads("analyses.read")
def overview() -> Any:
    chosen = submitted(AnalysisFilterSchema(), request.args).facts
    page = queries.analyses(db(), **chosen, after=request.args.get("after"), limit=50)
    return render_template(
        "analyses.html",
        page=page,
        states=AnalysisState,
        estates=queries.estates(db()),
        last=queries.quarters(db())[0],
        missing=queries.unanalysed(db()),
        writers=holders("analyses.write"),
    )


@analyses.get("/figures")
@reads("analyses.read")
def figures() -> Any:
    """What a quarter comes to now, whether or not there is an analysis of it."""
    form = submitted(FiguresFilterSchema(), request.args)
    estates, last = queries.estates(db()), queries.quarters(db())
    quarter = form.facts.get("quarter") or last[0].before(-1)
    chosen = next((row for row in estates if row.id == form.facts.get("estate")), next(iter(estates), None))
    found = queries.figures(db(), chosen.id, quarter) if chosen else None
    return render_template(
        "analysis_figures.html",
        estates=estates,
        estate=chosen,
        quarter=quarter,
        quarters=[last[0].before(-1), *last],
        figures=found,
        charts=AnalysisCharts(found, chosen.id) if found and chosen else None,
    )


@analyses.get("/new")
@reads("analyses.write")
def new() -> Any:
    """``estate`` chooses one of the reader's, ``quarter`` one that is over."""
    given = {"estate_id": request.args.get("estate"), "quarter": request.args.get("quarter")}
    return _new_page(blank({name: value for name, value in given.items() if value}))


@analyses.post("/new")
@writes("analyses.write")
def draft() -> Any:
    form = submitted(DraftAnalysisSchema())
    if form.valid and (row := form.attempt(lambda: _draft(form.facts))):
        flash(_("Drafted. This is what the numbers say; change the words as you like."), "success")
        return see_other(url_for(".one", analysis_id=row.id))
    return _new_page(form), 422


@analyses.get("/<uuid:analysis_id>")
@reads("analyses.read")
def one(analysis_id: UUID) -> Any:
    return _page(analysis_id, blank({"on_board": True}))


@analyses.get("/<uuid:analysis_id>/edit")
@reads("analyses.write")
def edit(analysis_id: UUID) -> Any:
    row = queries.analysis(db(), analysis_id)
    return _edit_page(row, blank({name: getattr(row.analysis, name) for name in WRITTEN}))


@analyses.post("/<uuid:analysis_id>/edit")
@writes("analyses.write")
def write(analysis_id: UUID) -> Any:
    form = submitted(ResultsTextSchema())
    verb = handlers.edit_analysis
    if form.valid and form.attempt(lambda: verb(db(), analysis_id=analysis_id, **form.facts)) is not None:
        flash(_("Saved."), "success")
        return see_other(url_for(".one", analysis_id=analysis_id))
    return _edit_page(queries.analysis(db(), analysis_id), form), 422


@analyses.post("/<uuid:analysis_id>/redraft")
@writes("analyses.write")
def redraft(analysis_id: UUID) -> Any:
    row = queries.analysis(db(), analysis_id).analysis
    found, text = queries.proposal(db(), row.estate_id, row.of)
    form, verb = blank(), handlers.redraft_analysis
    form.facts = {"figures": found, "text": text}
    return _step(analysis_id, form, verb, _("Drafted anew from what is known by now."))


@analyses.post("/<uuid:analysis_id>/submit")
@writes("analyses.write")
def submit(analysis_id: UUID) -> Any:
    return _step(analysis_id, blank(), handlers.submit_analysis, _("Submitted to the project lead."))


@analyses.post("/<uuid:analysis_id>/approve")
@writes("analyses.approve")
def approve(analysis_id: UUID) -> Any:
    form = submitted(ApproveAnalysisSchema())
    return _step(analysis_id, form, handlers.approve_analysis, _("Approved. It can be published."))


@analyses.post("/<uuid:analysis_id>/return")
@writes("analyses.approve")
def send_back(analysis_id: UUID) -> Any:
    form = submitted(ReturnReportSchema())
    return _step(analysis_id, form, handlers.return_analysis, _("Sent back to be rewritten."))


@analyses.post("/<uuid:analysis_id>/publish")
@writes("analyses.write")
def publish(analysis_id: UUID) -> Any:
    done = _("Published. Each household whose request it covers is told what came of it.")
    return _step(analysis_id, blank(), handlers.publish_analysis, done)


def _draft(facts: dict[str, Any]) -> Any:
    found, text = queries.proposal(db(), **facts)
    return handlers.draft_analysis(db(), **facts, figures=found, text=text)


def _step(analysis_id: UUID, form: Form, verb: Callable[..., object], done: str) -> Any:
    if form.valid and form.attempt(lambda: verb(db(), analysis_id=analysis_id, **form.facts)) is not None:
        flash(done, "success")
        return see_other(url_for(".one", analysis_id=analysis_id))
    return _page(analysis_id, form), 422


def _page(analysis_id: UUID, form: Form) -> str:
    row = queries.analysis(db(), analysis_id)
    analysis = row.analysis
    moments = (analysis.drafted_at, analysis.submitted_at, analysis.approved_at, analysis.published_at)
    return render_template(
        "analysis.html",
        row=row,
        steps=[(label(state), moment) for state, moment in zip(AnalysisState, moments, strict=True)],
        form=form,
        charts=AnalysisCharts(row.figures, analysis.estate_id),
        approvers=holders("analyses.approve"),
    )


def _edit_page(row: queries.Read, form: Form) -> str:
    return render_template("analysis_edit.html", row=row, form=form)


def _new_page(form: Form) -> str:
    estates, over = queries.estates(db()), queries.quarters(db())
    return render_template("analysis_new.html", form=form, estates=estates, quarters=[_pair(each) for each in over])


def _pair(quarter: Quarter) -> tuple[str, str]:
    return quarter.key, str(_("quarter %(quarter)s of %(year)s", quarter=quarter.number, year=quarter.year))
