"""The doors through which an erased person leaves a service's tables. Each caller says who it is, and what stays.

The audit trail has a door of its own (``audit.erase``), the event log too (``eventlog.erase``).
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, LargeBinary, String, Table, and_, false, inspect, or_, select, true, update
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import Enum

from shared import audit
from shared.db import repeats
from shared.idempotency import StoredResponse
from shared.outbox import OutboxRow
from shared.parking import DISCARDED, ParkedEvent
from shared.redaction import MARK, Redaction

ERASED = "The person that it is about was erased."
NOTHING = b"{}"


def table_of(model: type[DeclarativeBase]) -> Table:
    found = inspect(model).local_table
    if not isinstance(found, Table):
        raise TypeError(f"{model.__name__} is no table")
    return found


def rewrite(session: Session, table: Table, where: ColumnElement[bool], redaction: Redaction) -> list[Any]:
    """Takes the person out of every text of these rows; returns the keys of those that changed.

    It goes past the session, which must have been flushed: rows that were loaded before are stale afterwards.
    """
    connection, keys = session.connection(), list(table.primary_key)
    texts = [column for column in table.columns if _holds_text(column) and column not in keys]
    changed = []
    for row in connection.execute(select(*keys, *texts).where(where)).mappings().all():
        marked = {column.name: redaction.value(row[column.name]) for column in texts}
        if new := {name: value for name, value in marked.items() if value != row[name]}:
            same = and_(*(key == row[key.name] for key in keys))
            connection.execute(update(table).where(same).values(new))
            changed.append(row[keys[0].name])
    return changed


def blank(session: Session, table: Table, where: ColumnElement[bool], *columns: str, **others: Any) -> None:
    """Puts the mark into these columns where they hold anything, and the values of ``others``."""
    connection = session.connection()
    for name in columns:
        holds = and_(where, table.columns[name] != "")
        connection.execute(update(table).where(holds).values({name: MARK}))
    if others:
        connection.execute(update(table).where(where).values(others))


def rewrite_machinery(session: Session, redaction: Redaction) -> None:
    """Takes the person out of events that wait to be sent, of those that failed, and of answers kept for a repeat."""
    for model in (OutboxRow, ParkedEvent, StoredResponse):
        rewrite(session, table_of(model), true(), redaction)


def give_up_events(session: Session, subjects: Collection[UUID]) -> None:
    """Events about these that failed here take effect no more; what they told is gone."""
    parked = ParkedEvent.subject.in_(map(str, subjects))
    gone = update(ParkedEvent).where(parked).values(state=DISCARDED, body=NOTHING, error=ERASED, next_attempt_at=None)
    session.connection().execute(gone)


def forget_answers(session: Session, ids: Collection[UUID]) -> None:
    """Answers to requests about these, kept for a repeat, become empty ones; the repeat still takes no effect."""
    of_these = or_(false(), *(StoredResponse.route.contains(str(key)) for key in ids))
    session.connection().execute(update(StoredResponse).where(of_these).values(body=NOTHING))


def record(session: Session, customer_id: UUID, estate_id: UUID) -> None:
    """That a service has erased its part of a household."""
    if not repeats(session):
        audit.record_act(session, "personal_data.erase", "customer", customer_id, {}, None, estate_id=estate_id)


def texts_of(model: type[DeclarativeBase]) -> list[str]:
    """The columns of a table in which somebody may be named."""
    return [column.name for column in table_of(model).columns if _holds_text(column)]


def lines_of(model: type[DeclarativeBase]) -> list[str]:
    """Those of them that hold one text each."""
    return [name for name in texts_of(model) if isinstance(table_of(model).columns[name].type, String)]


def _holds_text(column: Any) -> bool:
    return isinstance(column.type, (String, JSON, LargeBinary)) and not isinstance(column.type, Enum)
