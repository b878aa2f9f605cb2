"""Which answers to a document can be kept, and how."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from services.survey.models.choices import BEST, LEAST, QuestionKind
from services.survey.models.documents import Document, Question
from shared.errors import N_, Invalid

LONGEST_LINE, LONGEST_TEXT = 200, 2000
LARGEST_NUMBER = Decimal(10) ** 9
SCALE = frozenset(range(LEAST, BEST + 1))


class Unusable(Exception):
    """What was given is no answer to the question; ``reason`` is a catalogue key."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def checked_answers(document: Document, given: Mapping[str, Any], *, complete: bool = True) -> dict[str, Any]:
    """What is kept of ``given``: answers to questions that are asked, as JSON. Raises ``Invalid`` by key of question.

    Without ``complete`` a required question may still be open: the answers are kept along the way.
    """
    kept: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for question in document.questions:
        if question.show_if and not question.show_if.holds(kept):
            continue
        try:
            value = _kept(question, given.get(question.key))
        except Unusable as error:
            errors[question.key] = [error.reason]
            continue
        if value is not None:
            kept[question.key] = value
        if complete and question.required and (lacking := _lacking(question, value)):
            errors[question.key] = [lacking]
    if errors:
        raise Invalid(errors)
    return kept


def _lacking(question: Question, value: Any) -> str | None:
    """What a required question still needs."""
    if value is None:
        return N_("Please answer this question.")
    if question.kind is QuestionKind.MATRIX and len(value) < len(question.choices):
        return N_("Please answer every line.")
    return None


def _score(_question: Question, given: Any) -> int:
    text = str(given)
    if not text.isdecimal() or int(text) not in SCALE:
        raise Unusable(N_("Choose one of the answers."))
    return int(text)


def _chosen(question: Question, given: Any) -> str:
    if not isinstance(given, str) or given not in question.answers:
        raise Unusable(N_("Choose one of the answers."))
    return given


def _number(_question: Question, given: Any) -> int | float:
    try:
        number = Decimal(str(given).strip())
    except InvalidOperation as error:
        raise Unusable(N_("Write a number.")) from error
    if not number.is_finite() or abs(number) > LARGEST_NUMBER:
        raise Unusable(N_("Write a number."))
    return int(number) if number == number.to_integral_value() else float(number)


def _several(question: Question, given: Any) -> list[str]:
    chosen = {_chosen(question, value) for value in (given if isinstance(given, list) else [given])}
    return [value for value in question.answers if value in chosen]


def _matrix(question: Question, given: Any) -> dict[str, int] | None:
    """Its lines that were answered."""
    lines = {choice.value for choice in question.choices}
    if not isinstance(given, Mapping) or not set(given) <= lines:
        raise Unusable(N_("Choose one of the answers."))
    scores = {line: _score(question, value) for line, value in given.items() if value not in (None, "")}
    return scores or None


def _line(_question: Question, given: Any) -> str | None:
    return _text(given, LONGEST_LINE)


def _words(_question: Question, given: Any) -> str | None:
    return _text(given, LONGEST_TEXT)


def _text(given: Any, longest: int) -> str | None:
    if not isinstance(given, str):
        raise Unusable(N_("Write a text."))
    text = given.replace("\r\n", "\n").strip()
    if len(text) > longest:
        raise Unusable(N_("This text is too long."))
    if any(not character.isprintable() and character not in "\n\t" for character in text):
        raise Unusable(N_("This text contains characters that cannot be stored."))
    return text or None


_KEEPERS: Mapping[QuestionKind, Callable[[Question, Any], Any]] = {
    QuestionKind.RATING: _score,
    QuestionKind.SINGLE: _chosen,
    QuestionKind.MULTIPLE: _several,
    QuestionKind.YES_NO: _chosen,
    QuestionKind.CONTACT: _chosen,
    QuestionKind.NUMBER: _number,
    QuestionKind.SHORT_TEXT: _line,
    QuestionKind.LONG_TEXT: _words,
    QuestionKind.MATRIX: _matrix,
}


def _kept(question: Question, given: Any) -> Any:
    """The answer as it is kept, None for none. Raises ``Unusable``."""
    return None if given in (None, "", [], {}) else _KEEPERS[question.kind](question, given)
