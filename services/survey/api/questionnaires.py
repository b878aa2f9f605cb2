"""Questionnaires and what their newest editions ask."""

from typing import Any
from uuid import UUID

from services.survey import handlers, queries
from services.survey.models import Edition, Questionnaire
from services.survey.schemas import (
    DocumentSchema,
    EditionSchema,
    QuestionnaireSchema,
    QuestionsSchema,
    TitleSchema,
)
from shared.fields import NothingSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_schema, reads, writes

questionnaires = ApiBlueprint(
    "questionnaires", __name__, url_prefix="/api/v1/questionnaires", description="Questionnaires"
)


@questionnaires.get("")
@reads("surveys.read")
@questionnaires.response(200, page_schema(QuestionsSchema))
def list_questionnaires() -> Page[queries.Questions]:
    """The questionnaires in use, all of them on one page."""
    return Page(queries.questionnaires(db()), None)


@questionnaires.get("/<uuid:questionnaire_id>")
@reads("surveys.read")
@questionnaires.response(200, QuestionsSchema)
def one_questionnaire(questionnaire_id: UUID) -> queries.Questions:
    """One of them, with all that it asks."""
    return queries.questionnaire(db(), questionnaire_id)


@questionnaires.post("")
@writes("surveys.design")
@questionnaires.arguments(TitleSchema)
@questionnaires.response(201, QuestionnaireSchema)
def create_questionnaire(facts: dict[str, Any]) -> Questionnaire:
    """Creates a questionnaire with an empty edition."""
    return handlers.create_questionnaire(db(), **facts)


@questionnaires.post("/<uuid:questionnaire_id>")
@writes("surveys.design")
@questionnaires.arguments(TitleSchema)
@questionnaires.response(200, QuestionnaireSchema)
def change_questionnaire(facts: dict[str, Any], questionnaire_id: UUID) -> Questionnaire:
    """Gives it another title."""
    return handlers.change_questionnaire(db(), questionnaire_id=questionnaire_id, **facts)


@questionnaires.post("/<uuid:questionnaire_id>/copy")
@writes("surveys.design")
@questionnaires.arguments(TitleSchema)
@questionnaires.response(201, QuestionnaireSchema)
def copy_questionnaire(facts: dict[str, Any], questionnaire_id: UUID) -> Questionnaire:
    """Creates one that asks the same as its newest edition."""
    return handlers.copy_questionnaire(db(), questionnaire_id=questionnaire_id, **facts)


@questionnaires.post("/<uuid:questionnaire_id>/content")
@writes("surveys.design")
@questionnaires.arguments(DocumentSchema)
@questionnaires.response(200, EditionSchema)
def write_edition(content: dict[str, Any], questionnaire_id: UUID) -> Edition:
    """Replaces all that the edition asks with which nobody was asked yet."""
    return handlers.write_edition(db(), questionnaire_id=questionnaire_id, content=content)


@questionnaires.post("/<uuid:questionnaire_id>/edition")
@writes("surveys.design")
@questionnaires.arguments(NothingSchema, required=False)
@questionnaires.response(201, EditionSchema)
def begin_edition(_nothing: dict[str, Any], questionnaire_id: UUID) -> Edition:
    """Begins the next edition, once people have been asked with the last one."""
    return handlers.begin_edition(db(), questionnaire_id=questionnaire_id)


@questionnaires.post("/<uuid:questionnaire_id>/retire")
@writes("surveys.design")
@questionnaires.arguments(NothingSchema, required=False)
@questionnaires.response(200, QuestionnaireSchema)
def retire_questionnaire(_nothing: dict[str, Any], questionnaire_id: UUID) -> Questionnaire:
    """Asks nobody anew with it."""
    return handlers.retire_questionnaire(db(), questionnaire_id=questionnaire_id)
