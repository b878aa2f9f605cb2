"""Writing a statement of income and expenditure (A2.6); whatever changes in it voids its signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.handlers.fee_categories import begin_categories, check_estate
from services.notify.handlers.statement_events import announce_statement
from services.notify.models import (
    MOST_LINES,
    STANDING,
    WRITABLE_STATEMENT,
    FeeCategory,
    IllegalStatementStep,
    Line,
    LineContent,
    Statement,
    StatementState,
)
from shared import audit
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid, StaleVersion, existing

PUBLISHED_ALREADY = N_("It is published: a correction of its own replaces it.")
NOT_PUBLISHED = N_("Only a published statement is corrected by another one.")


class AlreadyCorrected(DomainError):
    message = N_("A correction of this statement is being written already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementContent:
    """What the writer decides; ``closing_fen`` is what the books say is left."""

    begins_on: date
    ends_on: date
    opening_fen: int
    closing_fen: int
    lines: Sequence[LineContent] = ()
    note: str = ""
    note_en: str = ""


def draft_statement(session: Session, *, estate_id: UUID, content: StatementContent) -> Statement:
    """A new one, which only staff see. Raises ``Invalid``."""
    check_estate(session, estate_id)
    begin_categories(session, estate_id=estate_id)
    session.flush()
    return _written(session, estate_id, _columns(session, estate_id, content, own=set()))


def edit_statement(
    session: Session, *, statement_id: UUID, content: StatementContent, version: int | None = None
) -> Statement:
    """Writes it anew; one that was signed has to be signed anew. ``version`` is what the writer had read.

    Raises ``NotFound``, ``IllegalStatementStep``, ``Invalid``, ``StaleVersion``.
    """
    statement = _writable(session, statement_id)
    if version is not None and version != statement.version:
        raise StaleVersion
    own = {statement.id, *([statement.replaces_id] if statement.replaces_id else [])}
    with session.no_autoflush:
        columns = _columns(session, statement.estate_id, content, own)
    changed = {name: value for name, value in columns.items() if getattr(statement, name) != value}
    voided = _voided(session, statement) if changed and statement.state is StatementState.SIGNED else None
    for name, value in changed.items():
        setattr(statement, name, value)
    if voided is None:
        audit.record(session, "statement.edit", statement)
    else:
        audit.record(session, "statement.void", statement, voided)
    session.flush()  # whoever signs names the version that they have read
    return statement


def discard_statement(session: Session, *, statement_id: UUID) -> Statement:
    """It will not be published. Raises ``NotFound``, ``IllegalStatementStep``."""
    statement = _writable(session, statement_id)
    statement.unbind()
    statement.state = StatementState.DISCARDED
    audit.record(session, "statement.discard", statement)
    return statement


def correct_statement(session: Session, *, statement_id: UUID) -> Statement:
    """A draft that will replace what is published.

    Raises ``NotFound``, ``IllegalStatementStep``, ``AlreadyCorrected``.
    """
    old = statement_of(session, statement_id)
    if old.state is not StatementState.PUBLISHED:
        raise IllegalStatementStep(NOT_PUBLISHED)
    others = select(Statement.id).where(Statement.replaces_id == old.id, Statement.state != StatementState.DISCARDED)
    if session.scalars(others).first():
        raise AlreadyCorrected
    names = ("begins_on", "ends_on", "opening_fen", "closing_fen", "lines", "note", "note_en")
    return _written(session, old.estate_id, {name: getattr(old, name) for name in names} | {"replaces_id": old.id})


def statement_of(session: Session, statement_id: UUID) -> Statement:
    """Raises ``NotFound``."""
    return existing(session.get(Statement, statement_id))


def _writable(session: Session, statement_id: UUID) -> Statement:
    statement = statement_of(session, statement_id)
    if statement.state not in WRITABLE_STATEMENT:
        raise IllegalStatementStep(PUBLISHED_ALREADY)
    return statement


def _voided(session: Session, statement: Statement) -> str:
    """The hash of what was signed, which is told once more as it was."""
    told = announce_statement(session, contracts.StatementVoided, statement)
    statement.unbind()
    return told.content_hash


def _written(session: Session, estate_id: UUID, columns: dict[str, Any]) -> Statement:
    actor = actor_of(session)
    who: dict[str, Any] = {"drafted_by": actor.name, "drafted_by_id": actor.id}
    statement = Statement(estate_id=estate_id, state=StatementState.DRAFT, **who, **columns)
    session.add(statement)
    audit.record(session, "statement.draft", statement)
    session.flush()
    return statement


def _columns(session: Session, estate_id: UUID, content: StatementContent, own: set[UUID]) -> dict[str, Any]:
    """Raises ``Invalid``. ``own`` are the statements with which the period may be shared."""
    if content.ends_on < content.begins_on:
        raise Invalid({"ends_on": [N_("It would be over before it begins.")]})
    same = select(Statement.id).where(Statement.estate_id == estate_id, Statement.state.in_(STANDING))
    overlap = same.where(Statement.begins_on <= content.ends_on, Statement.ends_on >= content.begins_on)
    if any(key not in own for key in session.scalars(overlap)):
        raise Invalid({"begins_on": [N_("There is a statement of a part of this period already.")]})
    names = ("begins_on", "ends_on", "opening_fen", "closing_fen", "note", "note_en")
    return {name: getattr(content, name) for name in names} | {"lines": _lines(session, estate_id, content.lines)}


def _lines(session: Session, estate_id: UUID, lines: Sequence[LineContent]) -> list[Line]:
    """In the order of the categories. Raises ``Invalid``."""
    if len(lines) > MOST_LINES:
        raise Invalid({"lines": [N_("A statement has at most 200 lines.")]})
    found = session.scalars(select(FeeCategory).where(FeeCategory.estate_id == estate_id))
    known = {row.id: row for row in found}
    if any(line.category_id not in known for line in lines):
        raise Invalid({"lines": [N_("One of these categories is not this estate's.")]})
    ordered = sorted(lines, key=lambda line: known[line.category_id].position)
    return [_line(known[line.category_id], line) for line in ordered]


def _line(category: FeeCategory, line: LineContent) -> Line:
    return Line(
        flow=str(category.flow),
        category_id=str(category.id),
        category=category.name,
        category_en=category.name_en,
        item=line.item,
        amount_fen=line.amount_fen,
    )
