"""Changing what a questionnaire asks: its introduction, sections and questions."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for

from services.survey import handlers, queries
from services.survey.models import Question, QuestionKind, Section
from services.survey.schemas import IntroductionSchema, QuestionFormSchema, SectionFormSchema
from shared.errors import NotFound
from shared.web import Form, blank, db, reads, see_other, submitted, writes

editing = Blueprint("editing", __name__, url_prefix="/questionnaires/<uuid:questionnaire_id>")


@editing.get("/introduction")
@reads("surveys.design")
def introduction(questionnaire_id: UUID) -> Any:
    document = queries.questionnaire(db(), questionnaire_id).edition.document
    return _introduction_page(questionnaire_id, blank({"zh": document.zh, "en": document.en}))


@editing.post("/introduction")
@writes("surveys.design")
def change_introduction(questionnaire_id: UUID) -> Any:
    form = submitted(IntroductionSchema())
    if _done(form, lambda: handlers.change_introduction(db(), questionnaire_id=questionnaire_id, **form.facts)):
        return _shown(questionnaire_id)
    return _introduction_page(questionnaire_id, form), 422


@editing.get("/sections/new")
@reads("surveys.design")
def new_section(questionnaire_id: UUID) -> Any:
    return _section_page(questionnaire_id, None, blank())


@editing.post("/sections/new")
@writes("surveys.design")
def add_section(questionnaire_id: UUID) -> Any:
    form = submitted(SectionFormSchema())
    if _done(form, lambda: handlers.add_section(db(), questionnaire_id=questionnaire_id, **form.facts)):
        return _shown(questionnaire_id)
    return _section_page(questionnaire_id, None, form), 422


@editing.get("/sections/<int:section>")
@reads("surveys.design")
def section(questionnaire_id: UUID, section: int) -> Any:
    found = _section(questionnaire_id, section)
    return _section_page(questionnaire_id, section, blank({"zh": found.zh, "en": found.en}))


@editing.post("/sections/<int:section>")
@writes("surveys.design")
def change_section(questionnaire_id: UUID, section: int) -> Any:
    form = submitted(SectionFormSchema())
    there: dict[str, Any] = {"questionnaire_id": questionnaire_id, "section": section}
    if _done(form, lambda: handlers.change_section(db(), **there, **form.facts)):
        return _shown(questionnaire_id)
    return _section_page(questionnaire_id, section, form), 422


@editing.post("/sections/<int:section>/remove")
@writes("surveys.design")
def remove_section(questionnaire_id: UUID, section: int) -> Any:
    form = blank()
    if _done(form, lambda: handlers.remove_section(db(), questionnaire_id=questionnaire_id, section=section)):
        return _shown(questionnaire_id)
    return _refused(questionnaire_id, form)


@editing.get("/sections/<int:section>/questions/new")
@reads("surveys.design")
def new_question(questionnaire_id: UUID, section: int) -> Any:
    _section(questionnaire_id, section)
    return _question_page(questionnaire_id, None, blank({"kind": QuestionKind.RATING, "required": True}))


@editing.post("/sections/<int:section>/questions/new")
@writes("surveys.design")
def add_question(questionnaire_id: UUID, section: int) -> Any:
    form = submitted(QuestionFormSchema())
    there: dict[str, Any] = {"questionnaire_id": questionnaire_id, "section": section}
    if _done(form, lambda: handlers.add_question(db(), **there, **form.facts)):
        return _shown(questionnaire_id)
    return _question_page(questionnaire_id, None, form), 422


@editing.get("/questions/<key>")
@reads("surveys.design")
def question(questionnaire_id: UUID, key: str) -> Any:
    found = queries.questionnaire(db(), questionnaire_id).edition.document.question(key)
    if found is None:
        raise NotFound
    return _question_page(questionnaire_id, key, blank(_typed(found)))


@editing.post("/questions/<key>")
@writes("surveys.design")
def change_question(questionnaire_id: UUID, key: str) -> Any:
    form = submitted(QuestionFormSchema())
    there: dict[str, Any] = {"questionnaire_id": questionnaire_id, "key": key}
    if _done(form, lambda: handlers.change_question(db(), **there, **form.facts)):
        return _shown(questionnaire_id)
    return _question_page(questionnaire_id, key, form), 422


@editing.post("/questions/<key>/move")
@writes("surveys.design")
def move_question(questionnaire_id: UUID, key: str) -> Any:
    """``down`` is there for down, absent for up."""
    form, down = blank(), "down" in request.form
    if _done(form, lambda: handlers.move_question(db(), questionnaire_id=questionnaire_id, key=key, down=down)):
        return see_other(f"{url_for('questionnaire_pages.one', questionnaire_id=questionnaire_id)}#{key}")
    return _refused(questionnaire_id, form)


@editing.post("/questions/<key>/remove")
@writes("surveys.design")
def remove_question(questionnaire_id: UUID, key: str) -> Any:
    form = blank()
    if _done(form, lambda: handlers.remove_question(db(), questionnaire_id=questionnaire_id, key=key)):
        return _shown(questionnaire_id)
    return _refused(questionnaire_id, form)


def _section(questionnaire_id: UUID, section: int) -> Section:
    """Raises ``NotFound``."""
    sections = queries.questionnaire(db(), questionnaire_id).edition.document.sections
    if section >= len(sections):
        raise NotFound
    return sections[section]


def _done(form: Form, verb: Callable[[], object]) -> bool:
    return form.valid and form.attempt(verb) is not None


def _typed(question: Question) -> dict[str, Any]:
    """The question as its form has it."""
    lines = [f"{choice.zh} | {choice.en}" if choice.en else choice.zh for choice in question.choices]
    condition = question.show_if
    return {
        "kind": question.kind,
        "zh": question.zh,
        "en": question.en,
        "required": question.required,
        "choices": "\n".join(lines),
        "show_if": [f"{condition.key}={value}" for value in condition.values] if condition else [],
    }


def _shown(questionnaire_id: UUID) -> Any:
    return see_other(url_for("questionnaire_pages.one", questionnaire_id=questionnaire_id))


def _refused(questionnaire_id: UUID, form: Form) -> Any:
    for messages in form.errors.values():
        for message in messages:
            flash(message, "danger")
    return _shown(questionnaire_id)


def _introduction_page(questionnaire_id: UUID, form: Form) -> str:
    found = queries.questionnaire(db(), questionnaire_id)
    return render_template("questionnaire_introduction.html", found=found, form=form)


def _section_page(questionnaire_id: UUID, section: int | None, form: Form) -> str:
    found = queries.questionnaire(db(), questionnaire_id)
    return render_template("questionnaire_section.html", found=found, section=section, form=form)


def _question_page(questionnaire_id: UUID, key: str | None, form: Form) -> str:
    """``key`` None for a new one."""
    found = queries.questionnaire(db(), questionnaire_id)
    before = [row for row in found.edition.document.before(key or "") if row.answers]
    return render_template("question.html", found=found, key=key, form=form, kinds=QuestionKind, conditions=before)
