"""The floor of a mailing: the same rows written, claimed, sent to a file and recorded by hand, by two processes."""

import json
import os
import time
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID, uuid4

import psycopg

BATCH, SENDERS = 64, 2
TABLES = (
    "CREATE TABLE floor_message (id uuid PRIMARY KEY, event_id uuid, recipient_id uuid, name text, title text,"
    " body text, state text, UNIQUE (event_id, recipient_id))",
    "CREATE TABLE floor_delivery (id uuid PRIMARY KEY, message_id uuid, channel text, state text, attempts integer,"
    " due_at timestamptz, settled_at timestamptz)",
    "CREATE INDEX ON floor_delivery (due_at) WHERE due_at IS NOT NULL",
    "CREATE TABLE floor_attempt (id uuid PRIMARY KEY, delivery_id uuid, started_at timestamptz, ended_at timestamptz,"
    " outcome text)",
    "CREATE TABLE floor_told (seq bigserial PRIMARY KEY, key text, body bytea)",
)
DELIVERY = "(id, message_id, channel, state, attempts, due_at)"
TRIES = "SELECT a, d, now() FROM unnest(%s::uuid[], %s::uuid[]) t(a, d)"
CLAIM = """
    SELECT d.id, m.id, m.title, m.body FROM floor_delivery d JOIN floor_message m ON m.id = d.message_id
    WHERE d.due_at <= now() ORDER BY d.due_at LIMIT %s FOR UPDATE OF d SKIP LOCKED"""


def run(dsn: str, messages: int, title: str, body: str, sink: Path) -> float:
    """Seconds from the first row until the last one is recorded."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        for table in TABLES:
            connection.execute(table)
    started = time.perf_counter()
    senders = [get_context("spawn").Process(target=send, args=(dsn, messages, sink)) for _sender in range(SENDERS)]
    for sender in senders:
        sender.start()
    write(dsn, messages, title, body)
    for sender in senders:
        sender.join()
    return time.perf_counter() - started


def write(dsn: str, messages: int, title: str, body: str) -> None:
    event_id = uuid4()
    with psycopg.connect(dsn) as connection, connection.cursor() as cursor:
        for begin in range(0, messages, 500):
            rows = [(uuid4(), f"住户{number}") for number in range(begin, min(begin + 500, messages))]
            with cursor.copy("COPY floor_message FROM STDIN") as copy:
                for key, name in rows:
                    copy.write_row((key, event_id, uuid4(), name, title, f"{name}您好：\n\n{body}", "queued"))
            with cursor.copy(f"COPY floor_delivery {DELIVERY} FROM STDIN") as copy:
                for key, _name in rows:
                    copy.write_row((uuid4(), key, "sink", "queued", 0, "2020-01-01T00:00:00Z"))
            connection.commit()


def send(dsn: str, messages: int, sink: Path) -> None:
    out = os.open(sink, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    with psycopg.connect(dsn) as connection:
        while _remaining(connection, messages):
            rows = connection.execute(CLAIM, (BATCH,)).fetchall()
            deliveries, attempts = [row[0] for row in rows], [uuid4() for _row in rows]
            _begin(connection, deliveries, attempts)
            for _delivery, _message, title, body in rows:
                os.write(out, f"{title} {len(body)}\n".encode())
            _end(connection, deliveries, [row[1] for row in rows], attempts)


def _remaining(connection: psycopg.Connection[tuple[UUID, ...]], messages: int) -> bool:
    done = "SELECT count(*) FROM (SELECT 1 FROM floor_told LIMIT %s) told"
    waiting = "SELECT 1 FROM floor_delivery WHERE due_at IS NOT NULL LIMIT 1"
    if connection.execute(waiting).fetchone():
        return True
    row = connection.execute(done, (messages,)).fetchone()
    connection.rollback()
    return row is None or row[0] < messages  # type: ignore[operator]


def _begin(connection: psycopg.Connection[tuple[UUID, ...]], deliveries: list[UUID], attempts: list[UUID]) -> None:
    begun = "UPDATE floor_delivery SET state = 'sending', attempts = 1, due_at = now() + '60 s' WHERE id = ANY(%s)"
    connection.execute(begun, (deliveries,))
    connection.execute(f"INSERT INTO floor_attempt (id, delivery_id, started_at) {TRIES}", (attempts, deliveries))
    connection.commit()


def _end(
    connection: psycopg.Connection[tuple[UUID, ...]], deliveries: list[UUID], messages: list[UUID], attempts: list[UUID]
) -> None:
    connection.execute("UPDATE floor_attempt SET ended_at = now(), outcome = 'sent' WHERE id = ANY(%s)", (attempts,))
    ended = "UPDATE floor_delivery SET state = 'sent', due_at = NULL, settled_at = now() WHERE id = ANY(%s)"
    connection.execute(ended, (deliveries,))
    connection.execute("UPDATE floor_message SET state = 'sent' WHERE id = ANY(%s)", (messages,))
    told = [json.dumps({"delivery": str(key), "state": "sent", "channel": "sink"}).encode() for key in deliveries]
    insert = "INSERT INTO floor_told (key, body) SELECT 'sent', b FROM unnest(%s::bytea[]) t(b)"
    connection.execute(insert, (told,))
    connection.commit()
