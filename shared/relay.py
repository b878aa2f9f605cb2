"""The relay sends what waits in the outbox, in order, and deletes what the broker confirmed.

Killed at any moment it loses nothing: a row stays until its confirm, so the worst is a second delivery, which
the readers' inboxes recognise. A refused message holds back later events of its subject only.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from uuid import UUID

import structlog
from prometheus_client import Counter
from sqlalchemy import Connection, Row, delete, select, update

from shared import clock, tracing
from shared.broker import Outgoing, Publisher
from shared.db import Database
from shared.events import read_envelope
from shared.leader import Leader
from shared.outbox import OutboxRow
from shared.wakeup import wakeup

BATCH = 2000
POLL_SECONDS = 1.0
LADDER = tuple(timedelta(seconds=seconds) for seconds in (1, 5, 30, 60))
ReadyRow = Row[int, UUID, str, str, bytes]
COLUMNS = (OutboxRow.seq, OutboxRow.event_id, OutboxRow.key, OutboxRow.subject, OutboxRow.body)

log = structlog.get_logger(__name__)
published = Counter("linli_outbox_published", "Events that the broker confirmed")
refused = Counter("linli_outbox_refused", "Events that the broker returned or refused", ["key"])


def run(database: Database, amqp_url: str, stop: threading.Event, beat: Callable[[], None]) -> None:
    """Relays until ``stop`` is set. Raises ``BrokerDown`` and database errors; its worker starts it again."""
    leader, waker = Leader(database, "relay"), wakeup(database)
    publisher: Publisher | None = None
    try:
        while not stop.is_set():
            beat()
            if not leader.leads():
                stop.wait(POLL_SECONDS)
                continue
            publisher = publisher or Publisher(amqp_url)
            if not send_ready(database, publisher):
                waker.wait(POLL_SECONDS, stop)
    finally:
        waker.close()
        if publisher is not None:
            publisher.close()
        leader.resign()


def send_ready(database: Database, publisher: Publisher) -> int:
    """Publishes one batch of what is ready; returns its size. Raises ``BrokerDown``."""
    rows = _ready(database)
    if not rows:
        return 0
    messages = [Outgoing(seq, str(event_id), key, subject, body) for seq, event_id, key, subject, body in rows]
    with ExitStack() as spans:
        for span in _spans(messages):
            spans.enter_context(span)
        try:
            publisher.publish(messages)
        finally:
            _record(database, messages)
    return len(messages)


def _spans(messages: Sequence[Outgoing]) -> Iterator[tracing.Span]:
    """One for each message, in the trace of the change that it reports."""
    for message in messages if tracing.recording() else ():
        envelope = read_envelope(message.body)
        service = message.key.partition(".")[0]
        span = tracing.aside(service, f"publish {message.key}", envelope.traceparent)
        span.note(messaging__message__id=message.message_id)
        yield span


def _ready(database: Database) -> Sequence[ReadyRow]:
    held = select(OutboxRow.subject).where(OutboxRow.retry_at > clock.now())
    query = select(*COLUMNS).where(OutboxRow.subject.not_in(held)).order_by(OutboxRow.seq).limit(BATCH)
    with database.engine.connect() as connection:
        return connection.execute(query).all()


def _record(database: Database, messages: Sequence[Outgoing]) -> None:
    confirmed = [message.seq for message in messages if message.confirmed]
    failed = [message for message in messages if message.error]
    with database.engine.execution_options(immediate=True).begin() as connection:
        if confirmed:
            connection.execute(delete(OutboxRow).where(OutboxRow.seq.in_(confirmed)))
        for message in failed:
            _hold(connection, message)
    published.inc(len(confirmed))


def _hold(connection: Connection, message: Outgoing) -> None:
    attempts = 1 + (connection.scalar(select(OutboxRow.attempts).where(OutboxRow.seq == message.seq)) or 0)
    retry_at = clock.now() + LADDER[min(attempts, len(LADDER)) - 1]
    held = update(OutboxRow).where(OutboxRow.seq == message.seq)
    connection.execute(held.values(attempts=attempts, retry_at=retry_at, error=message.error))
    refused.labels(message.key).inc()
    log.error("outbox.refused", key=message.key, subject=message.subject, error=message.error, attempts=attempts)
