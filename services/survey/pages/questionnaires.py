"""问卷: the list of questionnaires, what each asks, and a look at it as residents get it (A2.1)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext as _

from services.survey import handlers, queries
from services.survey.models import MOST_QUESTIONS
from services.survey.schemas import TitleSchema
from shared.web import Form, blank, db, reads, see_other, submitted, writes

questionnaires = Blueprint("questionnaire_pages", __name__, url_prefix="/questionnaires")


@questionnaires.get("")
@reads("surveys.read")
def overview() -> Any:
    return render_template("questionnaires.html", rows=queries.questionnaires(db()))


@questionnaires.get("/new")
@reads("surveys.design")
def new() -> Any:
    return _title_page(None, blank())


@questionnaires.post("/new")
@writes("surveys.design")
def create() -> Any:
    form = submitted(TitleSchema())
    if form.valid and (row := form.attempt(lambda: handlers.create_questionnaire(db(), **form.facts))):
        return see_other(url_for(".one", questionnaire_id=row.id))
    return _title_page(None, form), 422


@questionnaires.get("/<uuid:questionnaire_id>")
@reads("surveys.read")
def one(questionnaire_id: UUID) -> Any:
    """What it asks, each question with the verbs that change it while nobody was asked yet."""
    return render_template(
        "questionnaire.html", found=queries.questionnaire(db(), questionnaire_id), most=MOST_QUESTIONS
    )


@questionnaires.get("/<uuid:questionnaire_id>/preview")
@reads("surveys.read")
def preview(questionnaire_id: UUID) -> Any:
    """As residents get it; nothing is sent."""
    return render_template(
        "questionnaire_preview.html", found=queries.questionnaire(db(), questionnaire_id), form=blank()
    )


@questionnaires.get("/<uuid:questionnaire_id>/title")
@reads("surveys.design")
def title(questionnaire_id: UUID) -> Any:
    row = queries.questionnaire(db(), questionnaire_id).questionnaire
    return _title_page(row, blank({"title": row.title, "title_en": row.title_en}))


@questionnaires.post("/<uuid:questionnaire_id>/title")
@writes("surveys.design")
def rename(questionnaire_id: UUID) -> Any:
    form = submitted(TitleSchema())
    verb = handlers.change_questionnaire
    if form.valid and form.attempt(lambda: verb(db(), questionnaire_id=questionnaire_id, **form.facts)) is not None:
        flash(_("The questionnaire has its new title."), "success")
        return see_other(url_for(".one", questionnaire_id=questionnaire_id))
    return _title_page(queries.questionnaire(db(), questionnaire_id).questionnaire, form), 422


@questionnaires.get("/<uuid:questionnaire_id>/copy")
@reads("surveys.design")
def copied(questionnaire_id: UUID) -> Any:
    return _copy_page(questionnaire_id, blank())


@questionnaires.post("/<uuid:questionnaire_id>/copy")
@writes("surveys.design")
def copy(questionnaire_id: UUID) -> Any:
    form = submitted(TitleSchema())
    verb = handlers.copy_questionnaire
    if form.valid and (row := form.attempt(lambda: verb(db(), questionnaire_id=questionnaire_id, **form.facts))):
        flash(_("This is the copy. Change what it asks."), "success")
        return see_other(url_for(".one", questionnaire_id=row.id))
    return _copy_page(questionnaire_id, form), 422


@questionnaires.post("/<uuid:questionnaire_id>/edition")
@writes("surveys.design")
def begin_edition(questionnaire_id: UUID) -> Any:
    form = blank()
    if form.attempt(lambda: handlers.begin_edition(db(), questionnaire_id=questionnaire_id)) is not None:
        flash(_("A new edition has begun. It asks the same until you change it."), "success")
    return _back(questionnaire_id, form)


@questionnaires.post("/<uuid:questionnaire_id>/retire")
@writes("surveys.design")
def retire(questionnaire_id: UUID) -> Any:
    form = blank()
    if form.attempt(lambda: handlers.retire_questionnaire(db(), questionnaire_id=questionnaire_id)) is not None:
        flash(_("Nobody is asked with it anew."), "success")
        return see_other(url_for(".overview"))
    return _back(questionnaire_id, form)


def _back(questionnaire_id: UUID, form: Form) -> Any:
    for message in form.errors.get("", []):
        flash(message, "danger")
    return see_other(url_for(".one", questionnaire_id=questionnaire_id))


def _title_page(row: Any, form: Form) -> str:
    """``row`` None for a new one."""
    return render_template("questionnaire_title.html", row=row, form=form, copied=None)


def _copy_page(questionnaire_id: UUID, form: Form) -> str:
    row = queries.questionnaire(db(), questionnaire_id).questionnaire
    return render_template("questionnaire_title.html", row=None, form=form, copied=row)
