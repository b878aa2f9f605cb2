"""改进措施: what is done about a quarter's opinions, by whom and until when (A2.8)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.survey import handlers, queries
from services.survey.schemas import FinishMeasureSchema, MeasureFilterSchema, MeasureSchema
from shared.web import Form, blank, db, reads, see_other, submitted, writes
from shared.web.display import may

measures = Blueprint("measure_pages", __name__)


@measures.get("/measures")
@reads("measures.report")
def overview() -> Any:
    """The reader's own; everybody's for those who read analyses."""
    return _list_page(blank())


@measures.post("/measures/<uuid:measure_id>/done")
@writes("measures.report")
def done(measure_id: UUID) -> Any:
    form, verb = submitted(FinishMeasureSchema()), handlers.finish_measure
    if form.valid and form.attempt(lambda: verb(db(), measure_id=measure_id, **form.facts)) is not None:
        flash(_("Done. Thank you."), "success")
        return see_other(url_for(".overview"))
    return _list_page(form, measure_id), 422


@measures.get("/analyses/<uuid:analysis_id>/measures/new")
@reads("analyses.write")
def new(analysis_id: UUID) -> Any:
    return _form_page(queries.analysis(db(), analysis_id).analysis, blank())


@measures.post("/analyses/<uuid:analysis_id>/measures/new")
@writes("analyses.write")
def add(analysis_id: UUID) -> Any:
    form, verb = submitted(MeasureSchema()), handlers.add_measure
    if form.valid and form.attempt(lambda: verb(db(), analysis_id=analysis_id, **form.facts)) is not None:
        flash(_("Measure added."), "success")
        return see_other(url_for("analysis_pages.one", analysis_id=analysis_id))
    return _form_page(queries.analysis(db(), analysis_id).analysis, form), 422


@measures.get("/measures/<uuid:measure_id>/edit")
@reads("analyses.write")
def edit(measure_id: UUID) -> Any:
    row = queries.measure(db(), measure_id)
    return _form_page(row.analysis, blank({name: getattr(row, name) for name in ("words", "owner_id", "due_on")}))


@measures.post("/measures/<uuid:measure_id>/edit")
@writes("analyses.write")
def change(measure_id: UUID) -> Any:
    form, verb = submitted(MeasureSchema()), handlers.change_measure
    row = queries.measure(db(), measure_id)
    if form.valid and form.attempt(lambda: verb(db(), measure_id=measure_id, **form.facts)) is not None:
        flash(_("Saved."), "success")
        return see_other(url_for("analysis_pages.one", analysis_id=row.analysis_id))
    return _form_page(queries.measure(db(), measure_id).analysis, form), 422


@measures.post("/measures/<uuid:measure_id>/drop")
@writes("analyses.write")
def drop(measure_id: UUID) -> Any:
    form, row = blank(), queries.measure(db(), measure_id)
    if form.attempt(lambda: handlers.drop_measure(db(), measure_id=measure_id)) is not None:
        flash(_("Taken out."), "success")
    for message in form.errors.get("", []):
        flash(message, "danger")
    return see_other(url_for("analysis_pages.one", analysis_id=row.analysis_id))


def _list_page(form: Form, tried: UUID | None = None) -> str:
    chosen = submitted(MeasureFilterSchema(), request.args).facts
    everybody = bool(chosen.get("everybody")) and may("analyses.read")
    finished = bool(chosen.get("done"))
    page = queries.measures(db(), mine=not everybody, done=finished, after=request.args.get("after"), limit=50)
    return render_template(
        "measures.html", page=page, everybody=everybody, finished=finished, form=form, tried=tried, empty=blank()
    )


def _form_page(analysis: Any, form: Form) -> str:
    staff = [(str(row.id), row.name) for row in queries.staff_of(db(), analysis.estate_id)]
    return render_template("measure_edit.html", analysis=analysis, form=form, staff=staff)
