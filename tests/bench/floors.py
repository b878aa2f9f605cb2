"""The floors: the least code that does the same durable work by hand, with psycopg and pika alone."""

import json
import time
from collections.abc import Callable
from typing import Any

import pika
import psycopg
from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import Basic, BasicProperties

BATCH = 2000  # rows of the relay's batch, as in shared.relay
TOGETHER = 1000  # events of the consumer's transaction, as in shared.consumer at full speed
Relay = Callable[[str, str, str], float]  # DSN, AMQP URL, exchange → seconds
PERSISTENT = BasicProperties(delivery_mode=2)
OUTBOX = "CREATE TABLE floor_outbox (seq bigserial PRIMARY KEY, key text NOT NULL, body bytea NOT NULL)"
INBOX = "CREATE TABLE floor_inbox (source text, event_id uuid, PRIMARY KEY (source, event_id))"
EFFECT = "CREATE TABLE floor_effect (id bigserial PRIMARY KEY, subject text NOT NULL, value integer NOT NULL)"


def prepare(dsn: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        for table in (OUTBOX, INBOX, EFFECT):
            connection.execute(table)


def fill_outbox(dsn: str, rows: int, key: str, body: bytes) -> None:
    with psycopg.connect(dsn) as connection, connection.cursor() as cursor:
        cursor.execute("TRUNCATE floor_outbox")
        with cursor.copy("COPY floor_outbox (key, body) FROM STDIN") as copy:
            for _ in range(rows):
                copy.write_row((key, body))


class SelectRelay:
    """Reads a batch, publishes it with confirms on a SelectConnection, deletes it, and goes on until none is left."""

    def __init__(self, dsn: str, amqp_url: str, exchange: str) -> None:
        self.database = psycopg.connect(dsn)
        self.exchange = exchange
        self.batch: list[Any] = []
        self.unconfirmed: set[int] = set()
        self.published = 0
        self.amqp = pika.SelectConnection(pika.URLParameters(amqp_url), on_open_callback=self._opened)

    def run(self) -> float:
        """Seconds from the start of the connection's loop until the outbox is empty."""
        started = time.perf_counter()
        self.amqp.ioloop.start()
        return time.perf_counter() - started

    def _opened(self, connection: Any) -> None:
        connection.channel(on_open_callback=self._ready)

    def _ready(self, channel: Any) -> None:
        self.channel = channel
        channel.confirm_delivery(self._confirmed, callback=lambda _frame: self._next_batch())

    def _next_batch(self) -> None:
        query = "SELECT seq, key, body FROM floor_outbox ORDER BY seq LIMIT %s"
        self.batch = self.database.execute(query, (BATCH,)).fetchall()
        if not self.batch:
            self.database.close()
            self.amqp.ioloop.stop()
            return
        for _seq, key, body in self.batch:
            self.channel.basic_publish(self.exchange, key, bytes(body), PERSISTENT, mandatory=True)
            self.published += 1
            self.unconfirmed.add(self.published)

    def _confirmed(self, frame: Any) -> None:
        tag = frame.method.delivery_tag
        self.unconfirmed -= (
            {waiting for waiting in self.unconfirmed if waiting <= tag} if frame.method.multiple else {tag}
        )
        if not self.unconfirmed:
            seqs = [seq for seq, _key, _body in self.batch]
            self.database.execute("DELETE FROM floor_outbox WHERE seq = ANY(%s)", (seqs,))
            self.database.commit()
            self._next_batch()


def relay_select(dsn: str, amqp_url: str, exchange: str) -> float:
    return SelectRelay(dsn, amqp_url, exchange).run()


def relay_blocking(dsn: str, amqp_url: str, exchange: str) -> float:
    """The relay that people write first: BlockingChannel waits for the confirm of every message."""
    channel = _channel(amqp_url)
    channel.confirm_delivery()
    started = time.perf_counter()
    with psycopg.connect(dsn) as connection:
        while batch := connection.execute(
            "SELECT seq, key, body FROM floor_outbox ORDER BY seq LIMIT %s", (BATCH,)
        ).fetchall():
            for _seq, key, body in batch:
                channel.basic_publish(exchange, key, bytes(body), PERSISTENT, mandatory=True)
            connection.execute("DELETE FROM floor_outbox WHERE seq = ANY(%s)", ([seq for seq, _key, _body in batch],))
            connection.commit()
    seconds = time.perf_counter() - started
    channel.connection.close()
    return seconds


def consume_batches(dsn: str, amqp_url: str, queue: str, events: int) -> float:
    """Takes ``events`` messages: dedupe row and effect row for each, one transaction for each batch, then the ack."""
    channel = _channel(amqp_url)
    channel.basic_qos(prefetch_count=2 * TOGETHER)
    waiting: list[tuple[int, dict[str, Any]]] = []
    channel.basic_consume(queue, _collector(waiting))
    handled = 0
    started = time.perf_counter()
    with psycopg.connect(dsn) as connection:
        while handled < events:
            channel.connection.process_data_events(time_limit=0 if waiting else 1)
            batch, waiting[:] = waiting[:TOGETHER], waiting[TOGETHER:]
            if batch:
                _store(connection, [event for _tag, event in batch])
                channel.basic_ack(batch[-1][0], multiple=True)
                handled += len(batch)
    seconds = time.perf_counter() - started
    channel.connection.close()  # else it would stay the queue's single active consumer
    return seconds


def _collector(
    waiting: list[tuple[int, dict[str, Any]]],
) -> Callable[[BlockingChannel, Basic.Deliver, BasicProperties, bytes], None]:
    def collect(_channel: BlockingChannel, method: Basic.Deliver, _properties: BasicProperties, body: bytes) -> None:
        waiting.append((method.delivery_tag, json.loads(body)))

    return collect


def _store(connection: psycopg.Connection[Any], events: list[dict[str, Any]]) -> None:
    with connection.cursor() as cursor:
        dedupe = "INSERT INTO floor_inbox VALUES (%s, %s) ON CONFLICT DO NOTHING"
        cursor.executemany(dedupe, [(event["source"], event["id"]) for event in events])
        effect = "INSERT INTO floor_effect (subject, value) VALUES (%s, %s)"
        cursor.executemany(effect, [(event["subject"], event["data"]["number"]) for event in events])
    connection.commit()


def _channel(amqp_url: str) -> BlockingChannel:
    return pika.BlockingConnection(pika.URLParameters(amqp_url)).channel()
