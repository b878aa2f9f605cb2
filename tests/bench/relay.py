"""The relay: 20,000 rows of 1 KB from the outbox, with confirms, into one bound quorum queue."""

import time
from collections.abc import Iterator
from uuid import UUID

import pika
import psycopg

from shared import relay
from shared.broker import Publisher
from shared.clock import now
from shared.db import Database
from shared.ids import new_id
from shared.testing.brokers import Broker
from shared.topology import EXCHANGE
from tests.bench import floors
from tests.bench.surroundings import Figure, Surroundings, dsn, rate
from tests.faults.sample_service.services import BOARD, PARCELS

ROWS, BLOCKING_ROWS, BYTES, ROUNDS = 20_000, 4_000, 1024, 3
KEY = "parcels.parcel_arrived.v1"
COLUMNS = "(event_id, key, subject, body, created_at, attempts)"


def measure(place: Surroundings) -> Iterator[Figure]:
    with place.database() as database, place.broker(PARCELS, BOARD) as broker:
        floors.prepare(dsn(database))
        ours, floor, blocking = [], [], []
        for _round in range(ROUNDS):
            ours.append(_ours(database, broker))
            floor.append(_floor(database, broker, ROWS, floors.relay_select))
            blocking.append(_floor(database, broker, BLOCKING_ROWS, floors.relay_blocking))
    reached, least, naive = rate(ROWS, ours), rate(ROWS, floor), rate(BLOCKING_ROWS, blocking)
    yield Figure(
        "relay, rows/s", f"{reached:,.0f}", f"{least:,.0f}", f"{reached / least:.2f}", "≥ 0.70", reached >= 0.7 * least
    )
    yield Figure(
        "relay against BlockingChannel, rows/s",
        f"{reached:,.0f}",
        f"{naive:,.0f}",
        f"{reached / naive:.1f}",
        "≥ 5.0",
        reached >= 5 * naive,
    )


def _ours(database: Database, broker: Broker) -> float:
    """Seconds from the first read of the outbox until it is empty."""
    _fill(dsn(database))
    publisher = Publisher(broker.amqp_url)
    started = time.perf_counter()
    while relay.send_ready(database, publisher):
        pass
    seconds = time.perf_counter() - started
    publisher.close()
    _purge(broker, ROWS)
    return seconds


def _floor(database: Database, broker: Broker, rows: int, run: floors.Relay) -> float:
    floors.fill_outbox(dsn(database), rows, KEY, b"x" * BYTES)
    seconds = run(dsn(database), broker.amqp_url, EXCHANGE)
    _purge(broker, rows)
    return seconds


def _fill(url: str) -> None:
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        moment = now()
        with cursor.copy(f"COPY outbox {COLUMNS} FROM STDIN") as copy:
            for _ in range(ROWS):
                event_id: UUID = new_id()
                copy.write_row((event_id, KEY, str(event_id), b"x" * BYTES, moment, 0))


def _purge(broker: Broker, expected: int) -> None:
    """Empties the board's queue; a missing message would make the measurement worthless."""
    with pika.BlockingConnection(pika.URLParameters(broker.amqp_url)) as connection:
        found = connection.channel().queue_purge("board.events.0").method.message_count
    if found != expected:
        raise AssertionError(f"{expected} messages were sent, {found} arrived")
