"""What a questionnaire asks: sections of questions, kept as one document and frozen as one.

Every question has a key (``q7``) that answers name, and every choice a value (``b``); neither is given a second time
within the document, so that an answer means the same however the document is arranged.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from services.survey.models.choices import NO, YES, QuestionKind

Values = Mapping[str, Any]  # answers by the keys of their questions
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST_CHOICES = len(LETTERS)
MOST_QUESTIONS = 100
CHOOSING = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE})


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose from, or one line of a matrix."""

    value: str
    zh: str
    en: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """The question is asked only where the question ``key`` was answered with one of ``values``."""

    key: str
    values: tuple[str, ...]

    def holds(self, answers: Values) -> bool:
        given = answers.get(self.key)
        return any(str(value) in self.values for value in (given if isinstance(given, list) else [given]))


@dataclass(frozen=True, slots=True)
class Question:
    """``choices`` are those of a choice, or the lines of a matrix. ``en`` may be empty."""

    key: str
    kind: QuestionKind
    zh: str
    en: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    show_if: Condition | None = None

    @property
    def answers(self) -> tuple[str, ...]:
        """What it can be answered with, for conditions; empty where that is endless."""
        match self.kind:
            case QuestionKind.RATING:
                return ("1", "2", "3", "4", "5")
            case QuestionKind.YES_NO | QuestionKind.CONTACT:
                return (YES, NO)
            case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
                return tuple(choice.value for choice in self.choices)
            case _:
                return ()

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Question":
        condition = told.get("show_if")
        return cls(
            key=told["key"],
            kind=QuestionKind(told["kind"]),
            zh=told["zh"],
            en=told.get("en", ""),
            required=told.get("required", False),
            choices=tuple(Choice(**choice) for choice in told.get("choices", ())),
            show_if=Condition(condition["key"], tuple(condition["values"])) if condition else None,
        )


@dataclass(frozen=True, slots=True)
class Section:
    zh: str
    en: str = ""
    questions: tuple[Question, ...] = ()

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Section":
        return cls(told["zh"], told.get("en", ""), tuple(map(Question.of, told.get("questions", ()))))


@dataclass(frozen=True, slots=True)
class Document:
    """``zh`` and ``en`` stand above the first question."""

    zh: str = ""
    en: str = ""
    sections: tuple[Section, ...] = field(default=())

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Document":
        return cls(told.get("zh", ""), told.get("en", ""), tuple(map(Section.of, told.get("sections", ()))))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions if question.key == key), None)

    def before(self, key: str) -> list[Question]:
        """The questions that are asked before ``key``; all of them where there is no such question."""
        before: list[Question] = []
        for question in self.questions:
            if question.key == key:
                break
            before.append(question)
        return before

    def next_key(self) -> str:
        taken = [int(question.key[1:]) for question in self.questions if question.key[1:].isdigit()]
        return f"q{max(taken, default=0) + 1}"

    def with_sections(self, sections: list[Section]) -> "Document":
        return replace(self, sections=tuple(sections))


def said(text: Choice | Section | Question | Document, language: str) -> str:
    """In the reader's language as far as it was written in it."""
    return text.en if language == "en" and text.en else text.zh
