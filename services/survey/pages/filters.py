"""Words that the survey service's templates need beyond those of every service."""

from datetime import datetime

from flask import Blueprint
from flask_babel import get_locale, gettext
from markupsafe import Markup

from services.survey.models import (
    NO,
    SCORES,
    YES,
    Campaign,
    Choice,
    Document,
    HouseholdKind,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
)
from services.survey.models import said as said_in
from services.survey.queries import Group
from shared.errors import N_
from shared.web.display import label, moment
from shared.web.rendering import rendered

filters = Blueprint("filters", __name__)
filters.add_app_template_filter(rendered, "markdown")
YES_NO = {YES: N_("Yes"), NO: N_("No")}


@filters.app_template_filter("said")
def said(row: Campaign | Questionnaire | Document | Section | Question | Choice) -> str:
    """The title or the words in the reader's language."""
    language = str(get_locale())
    return row.said_in(language) if isinstance(row, Campaign | Questionnaire) else said_in(row, language)


@filters.app_template_filter("answers")
def answers(question: Question) -> list[tuple[str, str]]:
    """What the question can be answered with, with words; of a matrix, what each of its lines can."""
    match question.kind:
        case QuestionKind.RATING | QuestionKind.MATRIX:
            return [(str(score), gettext(words)) for score, words in SCORES.items()]
        case QuestionKind.YES_NO | QuestionKind.CONTACT:
            return [(value, gettext(words)) for value, words in YES_NO.items()]
        case _:
            return [(choice.value, said(choice)) for choice in question.choices]


@filters.app_template_filter("answer_words")
def answer_words(question: Question, values: tuple[str, ...]) -> str:
    """The words of some of its answers, joined."""
    words = dict(answers(question))
    return str(gettext(", ")).join(words.get(value, value) for value in values)


@filters.app_template_filter("group_name")
def group_name(group: Group) -> str:
    """A kind of household by its word, a building as it is called."""
    if group.name in list(HouseholdKind):
        return label(group.name)
    return group.name or str(gettext("Without a unit"))


@filters.app_template_filter("told_moment")
def told_moment(value: str) -> Markup:
    """A time as JSON keeps it."""
    return moment(datetime.fromisoformat(value))
