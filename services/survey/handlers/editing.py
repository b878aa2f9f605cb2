"""Writing the edition of a questionnaire that nobody was asked with yet."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.survey.handlers.questionnaires import in_use, newest_edition
from services.survey.handlers.state_events import edition_state
from services.survey.models import LETTERS, Choice, Condition, Document, Edition, Question, QuestionKind, Section
from services.survey.models.document_rules import check_document
from shared import audit, outbox
from shared.errors import N_, DomainError, Invalid, NotFound

Line = tuple[str, str]  # a choice in Chinese and in English


class Frozen(DomainError):
    message = N_("People have been asked with this edition, so it stays as it is. Begin a new edition.")


def write_edition(session: Session, *, questionnaire_id: UUID, content: dict[str, Any]) -> Edition:
    """Replaces the whole document. Raises ``NotFound``, ``Retired``, ``Frozen``, ``Invalid``."""
    return _written(session, _draft(session, questionnaire_id), Document.of(content))


def change_introduction(session: Session, *, questionnaire_id: UUID, zh: str = "", en: str = "") -> Edition:
    """What stands above the first question."""
    edition = _draft(session, questionnaire_id)
    return _written(session, edition, replace(edition.document, zh=zh, en=en))


def add_section(session: Session, *, questionnaire_id: UUID, zh: str, en: str = "") -> Edition:
    edition = _draft(session, questionnaire_id)
    return _written(session, edition, edition.document.with_sections([*edition.document.sections, Section(zh, en)]))


def change_section(session: Session, *, questionnaire_id: UUID, section: int, zh: str, en: str = "") -> Edition:
    """``section`` counts from 0."""
    edition = _draft(session, questionnaire_id)
    sections = _sections(edition, section)
    sections[section] = replace(sections[section], zh=zh, en=en)
    return _written(session, edition, edition.document.with_sections(sections))


def remove_section(session: Session, *, questionnaire_id: UUID, section: int) -> Edition:
    """With its questions. Raises ``Invalid`` when a question of another section depends on one of them."""
    edition = _draft(session, questionnaire_id)
    sections = _sections(edition, section)
    del sections[section]
    return _written(session, edition, edition.document.with_sections(sections))


def add_question(
    session: Session,
    *,
    questionnaire_id: UUID,
    section: int,
    kind: QuestionKind,
    zh: str,
    en: str = "",
    required: bool = False,
    choices: Sequence[Line] = (),
    show_if_key: str | None = None,
    show_if_values: Sequence[str] = (),
) -> Edition:
    """At the end of the section, which counts from 0. Raises ``NotFound``, ``Retired``, ``Frozen``, ``Invalid``."""
    edition = _draft(session, questionnaire_id)
    sections = _sections(edition, section)
    question = Question(
        key=edition.document.next_key(),
        kind=kind,
        zh=zh,
        en=en,
        required=required,
        choices=_choices(choices, ()),
        show_if=_condition(show_if_key, show_if_values),
    )
    sections[section] = replace(sections[section], questions=(*sections[section].questions, question))
    return _written(session, edition, edition.document.with_sections(sections))


def change_question(
    session: Session,
    *,
    questionnaire_id: UUID,
    key: str,
    kind: QuestionKind,
    zh: str,
    en: str = "",
    required: bool = False,
    choices: Sequence[Line] = (),
    show_if_key: str | None = None,
    show_if_values: Sequence[str] = (),
) -> Edition:
    """Raises ``NotFound``, ``Retired``, ``Frozen``, ``Invalid``."""
    edition = _draft(session, questionnaire_id)
    old = edition.document.question(key)
    if old is None:
        raise NotFound
    changed = Question(
        key=key,
        kind=kind,
        zh=zh,
        en=en,
        required=required,
        choices=_choices(choices, old.choices),
        show_if=_condition(show_if_key, show_if_values),
    )
    return _arranged(session, edition, [changed if row.key == key else row for row in edition.document.questions])


def move_question(session: Session, *, questionnaire_id: UUID, key: str, down: bool) -> Edition:
    """Past its neighbour, or into the next section at the end of its own. Raises as ``change_question`` does."""
    edition = _draft(session, questionnaire_id)
    sections = [list(section.questions) for section in edition.document.sections]
    found = [(at, number) for at, rows in enumerate(sections) for number, row in enumerate(rows) if row.key == key]
    if not found:
        raise NotFound
    at, number = found[0]
    question = sections[at].pop(number)
    there = number + (1 if down else -1)
    if 0 <= there <= len(sections[at]):
        sections[at].insert(there, question)
    elif 0 <= at + (1 if down else -1) < len(sections):
        neighbour = sections[at + (1 if down else -1)]
        neighbour.insert(0 if down else len(neighbour), question)
    else:
        sections[at].insert(number, question)
    return _written(session, edition, _with_questions(edition.document, sections))


def remove_question(session: Session, *, questionnaire_id: UUID, key: str) -> Edition:
    """Raises ``Invalid`` when another question depends on it."""
    edition = _draft(session, questionnaire_id)
    if edition.document.question(key) is None:
        raise NotFound
    return _arranged(session, edition, [row for row in edition.document.questions if row.key != key])


def _draft(session: Session, questionnaire_id: UUID) -> Edition:
    in_use(session, questionnaire_id)
    edition = newest_edition(session, questionnaire_id)
    if edition.frozen_at is not None:
        raise Frozen
    return edition


def _sections(edition: Edition, section: int) -> list[Section]:
    sections = list(edition.document.sections)
    if not 0 <= section < len(sections):
        raise NotFound
    return sections


def _arranged(session: Session, edition: Edition, questions: Sequence[Question]) -> Edition:
    """Writes the questions back into the sections they were in."""
    by_key = {question.key: question for question in questions}
    sections = [
        [by_key[row.key] for row in section.questions if row.key in by_key] for section in edition.document.sections
    ]
    return _written(session, edition, _with_questions(edition.document, sections))


def _with_questions(document: Document, sections: Sequence[Sequence[Question]]) -> Document:
    pairs = zip(document.sections, sections, strict=True)
    return document.with_sections([replace(section, questions=tuple(questions)) for section, questions in pairs])


def _choices(lines: Sequence[Line], old: Sequence[Choice]) -> tuple[Choice, ...]:
    """One that is worded as before keeps its value; the others get letters that none had."""
    values = {choice.zh: choice.value for choice in old}
    letters = iter([letter for letter in LETTERS if letter not in values.values()])
    try:
        return tuple(Choice(values.get(zh) or next(letters), zh, en) for zh, en in lines)
    except StopIteration:
        raise Invalid({"choices": [N_("Choices differ from each other, and there are at most 26.")]}) from None


def _condition(key: str | None, values: Sequence[str]) -> Condition | None:
    return Condition(key, tuple(values)) if key else None


def _written(session: Session, edition: Edition, document: Document) -> Edition:
    check_document(document)
    edition.content = document.as_json()
    audit.record(session, "edition.write", edition)
    outbox.add(session, edition_state(edition), edition)
    return edition
