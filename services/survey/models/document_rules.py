"""When a document can be asked."""

from services.survey.models.choices import QuestionKind
from services.survey.models.documents import (
    CHOOSING,
    MOST_CHOICES,
    MOST_QUESTIONS,
    Document,
    Question,
)
from shared.errors import N_, Invalid


def check_document(document: Document) -> None:
    """Raises ``Invalid`` for what could not be asked, or could not be counted."""
    questions = list(document.questions)
    if len(questions) > MOST_QUESTIONS:
        raise Invalid({"": [N_("A questionnaire has at most 100 questions.")]})
    if len({question.key for question in questions}) < len(questions):
        raise Invalid({"": [N_("Two questions have the same key.")]})
    for number, question in enumerate(questions):
        _check_choices(question)
        _check_condition(question, questions[:number])


def _check_choices(question: Question) -> None:
    offered = len(question.choices)
    least = 2 if question.kind in CHOOSING else 1 if question.kind is QuestionKind.MATRIX else 0
    if offered < least:
        raise Invalid({"choices": [N_("Write at least two choices, or one line of a matrix.")]})
    if offered and not least:
        raise Invalid({"choices": [N_("This kind of question has no choices of its own.")]})
    distinct = {choice.value for choice in question.choices}, {choice.zh for choice in question.choices}
    if offered > MOST_CHOICES or any(len(values) < offered for values in distinct):
        raise Invalid({"choices": [N_("Choices differ from each other, and there are at most 26.")]})


def _check_condition(question: Question, before: list[Question]) -> None:
    condition = question.show_if
    if condition is None:
        return
    asked = next((row for row in before if row.key == condition.key), None)
    if asked is None or not asked.answers:
        raise Invalid(
            {"show_if_key": [N_("A condition refers to a question asked before, with answers to choose from.")]}
        )
    if not condition.values or not set(condition.values) <= set(asked.answers):
        raise Invalid({"show_if_values": [N_("Choose for which of its answers the question is asked.")]})
