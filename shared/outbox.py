"""Events wait in the outbox, written in the transaction of the change they report; the relay sends them.

On PostgreSQL a trigger of the table (laid by a migration) notifies ``CHANNEL`` at commit.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Index, LargeBinary, Text, insert, inspect
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared import clock, tracing
from shared.bulk import insert_rows
from shared.db import MechanismBase, RowKey, repeats
from shared.events import Envelope, Event, encode, payload
from shared.ids import new_id

CHANNEL = "linli_outbox"


class OutboxRow(MechanismBase):
    """One event to send. Rows leave in ``seq`` order and are deleted once the broker confirmed them."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_subject_seq", "subject", "seq"),)

    seq: Mapped[int] = mapped_column(RowKey, primary_key=True, autoincrement=True)
    event_id: Mapped[UUID] = mapped_column(unique=True)
    key: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime | None] = mapped_column(index=True)
    error: Mapped[str | None] = mapped_column(Text)


_INSERT = insert(OutboxRow).inline()  # nobody asks for the seq it gets


class Subject(Protocol):
    """An aggregate row: its id names the subject, its version orders the subject's events."""

    @property
    def id(self) -> UUID: ...

    @property
    def version(self) -> int: ...


def add(session: Session, fact: Event, subject: Subject) -> UUID:
    """Queues ``fact`` about ``subject`` in the session's transaction; returns the event's id.

    Flushes what has changed until now, so that a later change of the subject gets a version of its own.
    """
    return add_raw(session, fact, subject=str(subject.id), version=_version_to_be(session, subject))


def add_raw(session: Session, fact: Event, *, subject: str, version: int) -> UUID:
    """Like ``add``, for a subject that is no row (an upload, a clock, a whole import)."""
    envelope = _envelope(fact, subject, version)
    if not repeats(session):
        session.flush()
        session.connection().execute(_INSERT, _columns(envelope))
    return envelope.id


def add_many(session: Session, facts: Iterable[tuple[Event, UUID, int]]) -> None:
    """Queues events, each with the id and the version of its subject, in this order and in one statement."""
    rows = [_columns(_envelope(fact, str(subject), version)) for fact, subject, version in facts]
    if not rows or repeats(session):
        return
    session.flush()
    insert_rows(session, OutboxRow, [row | {"attempts": 0} for row in rows])


def _version_to_be(session: Session, subject: Subject) -> int:
    """What the flush makes of the version: it counts the row's changes from 1."""
    if inspect(subject).key is None:
        return 1
    return subject.version + session.is_modified(subject, include_collections=False)


def _columns(envelope: Envelope) -> dict[str, Any]:
    return {
        "event_id": envelope.id,
        "key": envelope.type,
        "subject": envelope.subject,
        "body": encode(envelope),
        "created_at": envelope.time,
    }


def _envelope(fact: Event, subject: str, version: int) -> Envelope:
    service = fact.key.partition(".")[0]
    return Envelope(
        id=new_id(),
        source=f"/linli/{service}",
        type=fact.key,
        time=clock.now(),
        subject=subject,
        subjectversion=version,
        dataschema=f"urn:linli:schema:{fact.key}",
        traceparent=tracing.current_traceparent(),
        data=payload(fact),
    )
