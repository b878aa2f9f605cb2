"""The audit trail: who did what, when, and what it was before and after. Append-only.

Handlers call ``record`` once per change, before it is flushed. A flush of a change without its record is refused,
so that no verb can forget; so is every change of the trail itself (but for ``erase``), and every statement that
would change many rows at once past the record.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Text, bindparam, event, insert, inspect, or_, select, update
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column
from sqlalchemy.orm.exc import StaleDataError

from shared import clock
from shared.actors import RESIDENT
from shared.db import Identified, MechanismBase, Versioned, actor_of
from shared.ids import new_id
from shared.paging import Page, page
from shared.redaction import MARK, Redaction

Values = dict[str, Any]
Change = tuple[Values, Values]  # a row by column, as it was and as it is


class Audited:
    """A row whose every change must be recorded."""

    id: Mapped[UUID]


class AuditRow(Identified, MechanismBase):
    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_subject_at", "subject", "at"), Index("ix_audit_at_id", "at", "id"))

    at: Mapped[datetime]
    actor_kind: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    subject_type: Mapped[str] = mapped_column(Text)
    subject: Mapped[UUID]
    estate_id: Mapped[UUID | None]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    note: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class TrailWords:
    """What people read for actions and for columns: ids of the catalogues."""

    actions: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


class Unaudited(AssertionError):
    """A handler changed an audited row without recording it."""


def record(session: Session, action: str, row: Audited | Identified, note: str | None = None) -> None:
    """Records the pending changes of ``row`` under ``action`` (``ticket.resolve``).

    A row that is not ``Audited`` may be recorded too, where only some of its changes are made by people.
    """
    before, after = _changes(row)
    table, estate_id = type(row).__tablename__, getattr(row, "estate_id", None)  # type: ignore[union-attr] # a mapped class has one
    session.add(AuditRow(**_entry(session, action, table, row.id, estate_id, before, after, note)))


def record_act(
    session: Session,
    action: str,
    table: str,
    subject: UUID,
    facts: Values,
    note: str | None,
    *,
    estate_id: UUID | None = None,
) -> None:
    """Records what was done to a row that did not change, or has no id of its own to be recorded by."""
    session.add(AuditRow(**_entry(session, action, table, subject, estate_id, {}, facts, note)))


def bare_record(session: Session, action: str, row: Audited | Identified, note: str | None = None) -> None:
    """Records that ``row`` was changed, but not from what: for what must be kept nowhere."""
    table, estate_id = type(row).__tablename__, getattr(row, "estate_id", None)  # type: ignore[union-attr] # as above
    session.add(AuditRow(**_entry(session, action, table, row.id, estate_id, {}, {}, note)))


def erase(session: Session, subjects: Collection[UUID], redaction: Redaction, columns: Collection[str] = ()) -> None:
    """The one way in which written rows change: who somebody was gives way to a mark, in the rows about ``subjects``.

    What is told of ``columns`` goes whatever it is. That, when, and by whom of the staff it was done stays; the caller
    records the erasure itself.
    """
    connection, trail = session.connection(), AuditRow.__table__
    for row in connection.execute(select(trail).where(AuditRow.subject.in_(subjects))).mappings().all():
        marked: Values = {side: _marked(row[side], redaction, columns) for side in ("before", "after")}
        marked["note"] = redaction.value(row["note"])
        if row["actor_kind"] == RESIDENT.kind:
            marked["actor_name"] = redaction.text(row["actor_name"])
        if any(row[name] != value for name, value in marked.items()):
            connection.execute(update(AuditRow).where(AuditRow.id == row["id"]).values(marked))


def create_many(session: Session, action: str, table: type[Versioned], rows: Sequence[Values]) -> None:
    """Inserts ``rows``, each with the same columns, and records them: what ``record`` does for one, for thousands."""
    session.flush()
    session.connection().execute(insert(table), rows)
    _record_many(session, action, table, [({}, row) for row in rows])


def change_many(session: Session, action: str, table: type[Versioned], changes: Sequence[Change]) -> None:
    """Writes and records rows as they will be, each beside what it was read as; both name every column.

    Raises ``StaleDataError`` when one of them has changed since.
    """
    session.flush()
    same = table.id == bindparam("row_id"), table.version == bindparam("row_version")
    set_: dict[str, Any] = {name: bindparam(name) for name in changes[0][1] if name != "id"}
    rows = [{**after, "row_id": before["id"], "row_version": before["version"]} for before, after in changes]
    if session.connection().execute(update(table).where(*same).values(set_), rows).rowcount != len(changes):
        raise StaleDataError(f"one of {len(changes)} rows")
    _record_many(session, action, table, changes)


def trail(
    session: Session,
    *,
    subject: UUID | None = None,
    text: str = "",
    actions: Collection[str] = (),
    after: str | None = None,
    limit: int = 50,
) -> Page[AuditRow]:
    """Newest first; ``text`` begins an action, is part of a name, or means one of ``actions``.

    Staff see the rows of their own estates.
    """
    found = select(AuditRow)
    estates = actor_of(session).estates
    if estates is not None:
        found = found.where(AuditRow.estate_id.in_(estates))
    if subject is not None:
        found = found.where(AuditRow.subject == subject)
    if text:
        by_action = AuditRow.action.startswith(text, autoescape=True)
        by_name = AuditRow.actor_name.contains(text, autoescape=True)
        found = found.where(or_(by_action, by_name, AuditRow.action.in_(actions)))
    return page(session, found, [AuditRow.at.desc(), AuditRow.id.desc()], after=after, limit=limit)


def _marked(values: Values, redaction: Redaction, columns: Collection[str]) -> Values:
    return {name: MARK if name in columns and value else redaction.value(value) for name, value in values.items()}


def _record_many(session: Session, action: str, table: type[Versioned], changes: Sequence[Change]) -> None:
    name, entries = inspect(table).local_table.description, []
    for old, new in changes:
        differing = [column for column in new if column not in old or new[column] != old[column]]
        before, after = _told(old, differing), _told(new, differing)
        entries.append(_entry(session, action, name, new["id"], new.get("estate_id"), before, after))
    session.connection().execute(insert(AuditRow), [{"id": new_id(), **entry} for entry in entries])


def _entry(
    session: Session,
    action: str,
    table: str,
    subject: UUID,
    estate_id: UUID | None,
    before: Values,
    after: Values,
    note: str | None = None,
) -> Values:
    actor = actor_of(session)
    return {
        "at": clock.now(),
        "actor_kind": actor.kind,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "action": action,
        "subject_type": table,
        "subject": subject,
        "estate_id": estate_id,
        "before": before,
        "after": after,
        "note": note,
    }


def _told(values: Values, columns: Sequence[str]) -> Values:
    """Of these columns, what is not empty; the version counts changes and is none itself."""
    return {name: _plain(values[name]) for name in columns if values.get(name) is not None and name != "version"}


def _changes(row: Audited | Identified) -> tuple[dict[str, Any], dict[str, Any]]:
    state = inspect(row)
    if state.key is None:  # a new row has no before
        given = ((column.key, state.dict.get(column.key)) for column in state.mapper.column_attrs)
        return {}, {name: _plain(value) for name, value in given if value is not None}
    before, after = {}, {}
    for column in state.mapper.column_attrs:
        history = state.attrs[column.key].history
        if history.has_changes():
            if history.deleted and history.deleted[0] is not None:
                before[column.key] = _plain(history.deleted[0])
            if history.added and history.added[0] is not None:
                after[column.key] = _plain(history.added[0])
    return before, after


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case datetime() | date() | time():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case bytes():
            return f"{len(value)} bytes"
        case _:
            return value


@event.listens_for(Session, "before_flush")
def _refuse_unaudited(session: Session, _context: Any, _instances: Any) -> None:
    changed = [row for row in session.dirty if session.is_modified(row, include_collections=False)]
    _refuse_rewriting([type(row) for row in (*changed, *session.deleted)])
    recorded = {row.subject for row in session.new if isinstance(row, AuditRow)}
    touched = [row for row in (*session.new, *changed, *session.deleted) if isinstance(row, Audited)]
    if missing := sorted(type(row).__name__ for row in touched if row.id not in recorded):
        raise Unaudited(", ".join(missing))


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk_changes(state: ORMExecuteState) -> None:
    if state.is_select or state.bind_mapper is None:
        return
    changed = state.bind_mapper.class_
    if issubclass(changed, Audited):
        raise Unaudited(f"{changed.__name__}: a statement that changes rows past their records")
    if not state.is_insert:
        _refuse_rewriting([changed])


def _refuse_rewriting(changed: Iterable[type]) -> None:
    if AuditRow in changed:
        raise Unaudited("The audit trail only grows.")
