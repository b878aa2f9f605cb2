"""The consumer: 20,000 events, each with its dedupe row and one row of effect."""

import threading
import time
from collections.abc import Iterator
from functools import partial

import pika

from shared import consumer
from shared.broker import Outgoing, Publisher
from shared.db import Database
from shared.testing.brokers import Broker
from tests.bench import floors
from tests.bench.surroundings import Figure, Surroundings, dsn, rate
from tests.faults.sample_service.harness import Board, parcel
from tests.faults.sample_service.services import BOARD, PARCELS

EVENTS, ROUNDS = 20_000, 3
QUEUE = "board.events.0"
PATIENCE_SECONDS = 120


def measure(place: Surroundings) -> Iterator[Figure]:
    ours, floor = [], []
    for _round in range(ROUNDS):
        with place.database() as database, place.broker(PARCELS, BOARD) as broker:
            floors.prepare(dsn(database))
            _publish(broker)
            floor.append(floors.consume_batches(dsn(database), broker.amqp_url, QUEUE, EVENTS))
            _publish(broker)
            ours.append(_ours(database, broker))
    reached, least = rate(EVENTS, ours), rate(EVENTS, floor)
    yield Figure(
        "consumer, events/s",
        f"{reached:,.0f}",
        f"{least:,.0f}",
        f"{reached / least:.2f}",
        "≥ 0.60",
        reached >= 0.6 * least,
    )


def _publish(broker: Broker) -> None:
    publisher = Publisher(broker.amqp_url)
    messages = []
    for number in range(EVENTS):
        key, body = parcel(number)
        messages.append(Outgoing(number, str(number), key, str(number), body))
    publisher.publish(messages)
    publisher.close()


def _ours(database: Database, broker: Broker) -> float:
    """Seconds from the start of the consumer's loop until every event has had its effect and is acknowledged."""
    board, stop = Board(database), threading.Event()
    run = partial(consumer.run, database, BOARD, broker.amqp_url, QUEUE, stop, lambda: None)
    thread = threading.Thread(target=run)
    started = time.perf_counter()
    thread.start()
    while board.shown() < EVENTS:
        if time.perf_counter() - started > PATIENCE_SECONDS:
            raise AssertionError(f"only {board.shown()} of {EVENTS} events had their effect")
        time.sleep(0.05)
    seconds = time.perf_counter() - started
    stop.set()
    thread.join()
    _check_empty(broker)
    return seconds


def _check_empty(broker: Broker) -> None:
    with pika.BlockingConnection(pika.URLParameters(broker.amqp_url)) as connection:
        left = connection.channel().queue_declare(QUEUE, passive=True).method.message_count
    if left:
        raise AssertionError(f"{left} events were left in the queue")
