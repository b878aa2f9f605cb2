"""Answers as they are keyed in from paper: a figure, a letter or y and n for each line of the form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.survey.models import NO, YES, Document, Question, QuestionKind
from services.survey.pages.filters import said

YES_NO = {"y": YES, "n": NO, "1": YES, "0": NO}
TYPED = {YES: "y", NO: "n"}


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the form: ``keys`` are what can be typed, empty for words and numbers; ``width`` in characters."""

    name: str
    label: str
    keys: str
    width: int
    advances: bool


def fields_of(question: Question) -> list[Field]:
    match question.kind:
        case QuestionKind.MATRIX:
            return [Field(f"{question.key}.{row.value}", said(row), "1-5", 1, True) for row in question.choices]
        case QuestionKind.RATING:
            return [Field(question.key, said(question), "1-5", 1, True)]
        case QuestionKind.YES_NO | QuestionKind.CONTACT:
            return [Field(question.key, said(question), "y n", 1, True)]
        case QuestionKind.SINGLE:
            return [Field(question.key, said(question), _letters(question), 1, True)]
        case QuestionKind.MULTIPLE:
            return [Field(question.key, said(question), _letters(question), len(question.choices), False)]
        case _:
            return [Field(question.key, said(question), "", 0, False)]


def decoded(document: Document, form: Mapping[str, str]) -> dict[str, Any]:
    """What the handlers take; what cannot be understood stays as it was typed, to be refused there."""
    return {question.key: _READERS.get(question.kind, _as_typed)(question, form) for question in document.questions}


def encoded(document: Document, values: Mapping[str, Any]) -> dict[str, str]:
    """Kept answers as they would be typed."""
    typed: dict[str, str] = {}
    for question in document.questions:
        value = values.get(question.key)
        if isinstance(value, dict):
            typed |= {f"{question.key}.{line}": str(score) for line, score in value.items()}
        elif value is not None:
            typed[question.key] = "".join(value) if isinstance(value, list) else TYPED.get(str(value), str(value))
    return typed


def _letters(question: Question) -> str:
    return " ".join(choice.value for choice in question.choices)


def _as_typed(question: Question, form: Mapping[str, str]) -> str:
    return form.get(question.key, "").strip()


def _letter(question: Question, form: Mapping[str, str]) -> str:
    return _as_typed(question, form).lower()


def _several(question: Question, form: Mapping[str, str]) -> list[str]:
    return [letter for letter in _letter(question, form) if letter.isalnum()]


def _yes_no(question: Question, form: Mapping[str, str]) -> str:
    typed = _letter(question, form)
    return YES_NO.get(typed, typed)


def _lines(question: Question, form: Mapping[str, str]) -> dict[str, str]:
    return {line.value: form.get(f"{question.key}.{line.value}", "").strip() for line in question.choices}


_READERS: Mapping[QuestionKind, Callable[[Question, Mapping[str, str]], Any]] = {
    QuestionKind.SINGLE: _letter,
    QuestionKind.MULTIPLE: _several,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.CONTACT: _yes_no,
    QuestionKind.MATRIX: _lines,
}
