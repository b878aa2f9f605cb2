"""Applying events exactly once: dedupe row, effect and new outbox rows share one transaction.

A batch of messages shares a transaction; when one of them fails, each is applied on its own, and the failing one
is parked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import structlog
from prometheus_client import Histogram
from sqlalchemy import BigInteger, Text, delete, select, tuple_
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared import clock, eventlog, parking, tracing
from shared.actors import EVENT
from shared.bulk import insert_new
from shared.db import Database, MechanismBase, upsert
from shared.events import Envelope, Event, Undecodable, read_envelope, read_payload
from shared.parking import WAITING, ParkedEvent
from shared.service import Service

RETRIES = 100
AGES = (0.1, 0.5, 1, 5, 30, 120, 600, 3600, 86_400)
KEPT_FOR = timedelta(days=30)  # the broker redelivers within minutes; a replayed backup within days

log = structlog.get_logger(__name__)
age = Histogram("linli_inbox_age_seconds", "Age of the last event of each batch that took effect", buckets=AGES)


class InboxRow(MechanismBase):
    """An event that was applied, or parked, and must not be applied again."""

    __tablename__ = "inbox"

    source: Mapped[str] = mapped_column(Text, primary_key=True)
    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    received_at: Mapped[datetime] = mapped_column(index=True)


class SubjectVersion(MechanismBase):
    """The newest version of a full-state subject that was applied; it outlives the subject's deletion."""

    __tablename__ = "subject_version"

    family: Mapped[str] = mapped_column(Text, primary_key=True)
    subject: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)


class DatabaseDown(Exception):
    """The database does not answer; the messages stay with the broker until it does."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it was delivered, with what could be read of it; ``envelope`` or ``payload`` None: unreadable."""

    body: bytes
    key: str
    envelope: Envelope | None
    contract: type[Event] | None
    payload: Event | None
    error: str = ""

    @property
    def identity(self) -> tuple[str, UUID]:
        if self.envelope is None:
            return "unreadable", UUID(bytes=sha256(self.body).digest()[:16])
        return self.envelope.source, self.envelope.id

    @property
    def subject(self) -> str:
        return self.envelope.subject if self.envelope else ""

    @property
    def kept(self) -> tuple[str, str, bytes]:
        """What is parked of it."""
        return self.key, self.subject, self.body


class Inbox:
    """One service's inbox."""

    def __init__(self, database: Database, service: Service) -> None:
        self.database = database
        self.service = service
        self.contracts = {contract.key: contract for contract in service.subscriptions}

    def apply(self, bodies: Sequence[tuple[str, bytes]]) -> None:
        """Applies ``(routing key, body)`` pairs in order. Returns once all are applied or parked, and committed.

        Raises ``DatabaseDown``; the same call may be made again, since what was applied by then is known.
        """
        messages = [self._read(key, body) for key, body in bodies]
        try:
            self._apply_together(messages)
        except Exception as error:  # noqa: BLE001 - any failure of one event must not stop the others
            self._refuse_if_down(error)
            for message in messages:
                self._apply_alone(message)
        if messages and (envelope := messages[-1].envelope):
            age.observe((clock.now() - envelope.time).total_seconds())

    def retry_due(self) -> int:
        """Tries up to ``RETRIES`` parked events whose time has come; returns how many. Raises ``DatabaseDown``."""
        tried = 0
        while tried < RETRIES and self._retry_next():
            tried += 1
        return tried

    def prune(self) -> None:
        """Forgets dedupe rows that are older than any redelivery."""
        with self.database.write(EVENT) as session:
            session.execute(delete(InboxRow).where(InboxRow.received_at < clock.now() - KEPT_FOR))

    def _read(self, key: str, body: bytes) -> Message:
        envelope = contract = None
        try:
            envelope = read_envelope(body)
            contract = self.contracts.get(envelope.type)
            if contract is None:
                return Message(body, envelope.type, envelope, None, None, "No function reads this event.")
            return Message(body, envelope.type, envelope, contract, read_payload(envelope, contract))
        except Undecodable as error:
            return Message(body, key, envelope, contract, None, f"Unreadable: {error}")

    def _apply_together(self, messages: Sequence[Message]) -> None:
        with self.database.write(EVENT) as session:
            fresh = _first_seen(session, messages)
            held = parking.held_subjects(session, {message.subject for message in fresh})
            gate = _VersionGate(session, fresh)
            for message in fresh:
                if message.payload is None:
                    parking.park_unreadable(session, *message.kept, message.error)
                elif message.subject in held:
                    parking.park_behind(session, *message.kept)
                elif gate.lets_pass(message):
                    self._effect(session, message)
            gate.save()

    def _apply_alone(self, message: Message) -> None:
        try:
            self._apply_together([message])
        except Exception as error:  # noqa: BLE001 - whatever the handler raised is kept with the event
            self._refuse_if_down(error)
            log.warning("event.failed", key=message.key, subject=message.subject, error=repr(error))
            self._park_failed(message, repr(error))

    def _park_failed(self, message: Message, error: str) -> None:
        """A database that cannot even keep the event takes no writes at all: the event stays with the broker."""
        try:
            with self.database.write(EVENT) as session:
                if _first_seen(session, [message]):
                    parking.park_failed(session, *message.kept, error)
        except SQLAlchemyError as refusal:
            raise DatabaseDown from refusal

    def _effect(self, session: Session, message: Message) -> None:
        if message.envelope is None or message.contract is None:
            raise Undecodable(message.error)
        name = f"apply {message.key}"
        with tracing.span(self.service.name, name, message.envelope.traceparent, "consumer") as span:
            span.note(messaging__message__id=str(message.envelope.id))
            if self.service.keeps_event_log:
                eventlog.append(session, message.envelope, message.body)
            self.service.subscriptions[message.contract](session, message.payload, message.envelope)

    def _retry_next(self) -> bool:
        seq = None
        try:
            with self.database.write(EVENT) as session:
                parked = parking.claim_due(session)
                if parked is None:
                    return False
                seq = parked.seq
                self._apply_parked(session, parked)
        except Exception as error:
            self._refuse_if_down(error)
            if seq is None:
                raise
            self._note_failure(seq, repr(error))
        return True

    def _apply_parked(self, session: Session, parked: ParkedEvent) -> None:
        message = self._read(parked.key, parked.body)
        if message.payload is None:
            parking.note_unreadable(parked, message.error)
            return
        gate = _VersionGate(session, [message])
        if gate.lets_pass(message):
            self._effect(session, message)
        gate.save()
        session.delete(parked)

    def _note_failure(self, seq: int, error: str) -> None:
        with self.database.write(EVENT) as session:
            parked = session.get(ParkedEvent, seq, with_for_update=True)
            if parked is not None and parked.state == WAITING:
                parking.note_failure(parked, error)

    def _refuse_if_down(self, error: Exception) -> None:
        """Only a database that went away stops the flow; an error of one statement belongs to its event."""
        if self.database.lost(error):
            raise DatabaseDown from error


class _VersionGate:
    """Lets a full-state event pass only when it is newer than what was applied."""

    def __init__(self, session: Session, messages: Iterable[Message]) -> None:
        self.session = session
        wanted = {_gate_key(message) for message in messages if message.contract and message.contract.full_state}
        self.known = _known_versions(session, wanted)
        self.changed: set[tuple[str, str]] = set()

    def lets_pass(self, message: Message) -> bool:
        if message.envelope is None or message.contract is None or not message.contract.full_state:
            return True
        key, version = _gate_key(message), message.envelope.subjectversion
        if version <= self.known.get(key, -1):
            return False
        self.known[key] = version
        self.changed.add(key)
        return True

    def save(self) -> None:
        rows = [{"family": key[0], "subject": key[1], "version": self.known[key]} for key in sorted(self.changed)]
        upsert(self.session, SubjectVersion, rows)


def family_of(key: str) -> str:
    """All versions of an event."""
    return key.rpartition(".")[0]


def _gate_key(message: Message) -> tuple[str, str]:
    return family_of(message.key), message.subject


def _known_versions(session: Session, keys: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    if not keys:
        return {}
    columns = (SubjectVersion.family, SubjectVersion.subject)
    rows = session.execute(select(*columns, SubjectVersion.version).where(tuple_(*columns).in_(sorted(keys))))
    return {(family, subject): version for family, subject, version in rows}


def _first_seen(session: Session, messages: Sequence[Message]) -> list[Message]:
    """The messages that were neither applied nor parked before, each once, in order."""
    by_identity = {message.identity: message for message in messages}
    now = clock.now()
    rows: list[dict[str, Any]] = [
        {"source": source, "event_id": event_id, "received_at": now} for source, event_id in by_identity
    ]
    inserted = insert_new(session, InboxRow, rows, InboxRow.source, InboxRow.event_id)
    fresh = {(source, event_id) for source, event_id in inserted}
    return [message for identity, message in by_identity.items() if identity in fresh]
