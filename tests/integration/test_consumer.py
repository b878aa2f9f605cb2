"""The consumer between the broker's queue and the inbox: nothing is lost on the way, and order holds."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any

import pika
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from shared import consumer
from shared.broker import Subscription
from shared.db import Database
from shared.events import Envelope
from shared.service import Service
from shared.testing.brokers import Broker
from shared.topology import EXCHANGE
from shared.worker import Loop
from tests.faults.sample_service.contracts import ParcelArrived
from tests.faults.sample_service.harness import Board, Wire, eventually, parcel, running
from tests.faults.sample_service.services import BOARD, parcel_arrived
from tests.faults.sample_service.services import board as board_service


class Queue:
    """The board's queue, from the test's side."""

    NAME = "board.events.0"

    def __init__(self, broker: Broker) -> None:
        self.broker = broker
        broker.declare([BOARD])
        self.channel = pika.BlockingConnection(pika.URLParameters(broker.amqp_url)).channel()
        self.channel.confirm_delivery()

    def publish(self, *events: Wire) -> None:
        for key, body in events:
            self.channel.basic_publish(EXCHANGE, key, body, mandatory=True)

    def left(self) -> int:
        """How many messages nobody has taken."""
        count: int = self.channel.queue_declare(self.NAME, passive=True).method.message_count
        return count

    def consumed_by(self, board: Board, service: Service = BOARD) -> AbstractContextManager[threading.Event]:
        return running(self.loop(board, service))

    def loop(self, board: Board, service: Service = BOARD, beat: Callable[[], None] = lambda: None) -> Any:
        return partial(consumer.run, board.database, service, self.broker.amqp_url, self.NAME, beat=beat)


@pytest.fixture
def queue(broker: Broker) -> Queue:
    return Queue(broker)


@pytest.fixture
def board(database: Database) -> Board:
    return Board(database)


@contextmanager
def outage(database: Database) -> Iterator[None]:
    """For the inbox this database takes no writes."""
    _rename(database, "inbox", "inbox_away")
    try:
        yield
    finally:
        _rename(database, "inbox_away", "inbox")


def _rename(database: Database, name: str, new_name: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {name} RENAME TO {new_name}"))


def test_every_message_of_the_queue_is_applied_in_order_and_acknowledged(queue: Queue, board: Board) -> None:
    queue.publish(*(parcel(number) for number in range(300)))
    with queue.consumed_by(board):
        assert eventually(lambda: board.shown() == 300)
    assert board.numbers() == list(range(300))
    assert queue.left() == 0


def test_a_message_is_not_acknowledged_before_its_effect_is_committed(queue: Queue, board: Board) -> None:
    queue.publish(parcel(1))
    with capture_logs() as logs, outage(board.database), queue.consumed_by(board):
        assert eventually(lambda: any(entry["event"] == "inbox.database_down" for entry in logs))
    assert eventually(lambda: queue.left() == 1)  # it comes back once the broker has noticed


def test_while_the_database_is_down_the_consumer_waits_and_loses_nothing(queue: Queue, board: Board) -> None:
    beats: list[float] = []
    with running(queue.loop(board, beat=lambda: beats.append(time.monotonic()))):
        with outage(board.database):
            queue.publish(*(parcel(number) for number in range(5)))
            began = time.monotonic()
            assert eventually(lambda: len([beat for beat in beats if beat > began]) > 3)  # it lives, and says so
            assert board.shown() == 0
        assert eventually(lambda: board.shown() == 5)
    assert board.numbers() == list(range(5))
    assert (queue.left(), board.parked()) == (0, [])


def test_nothing_is_taken_from_the_queue_before_the_database_answers(
    queue: Queue, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue.publish(parcel(1))
    beats: list[bool] = []
    monkeypatch.setattr(board.database, "answers", lambda: False)
    with running(queue.loop(board, beat=lambda: beats.append(True))):
        assert eventually(lambda: len(beats) > 2)
        assert queue.left() == 1
        monkeypatch.undo()
        assert eventually(lambda: board.shown() == 1)


def test_a_stop_lets_the_work_in_hand_finish(queue: Queue, database: Database) -> None:
    begun, stop = threading.Event(), threading.Event()

    def slowly(session: Session, told: ParcelArrived, envelope: Envelope) -> None:
        begun.set()
        stop.wait(10)
        parcel_arrived(session, told, envelope)

    service = board_service(slowly)
    board = Board(database, service)
    queue.publish(parcel(1))
    thread = threading.Thread(target=queue.loop(board, service), args=(stop,))
    thread.start()
    assert begun.wait(10)
    stop.set()
    thread.join(10)
    assert board.numbers() == [1]
    assert queue.left() == 0


def test_a_stop_between_delivery_and_effect_still_applies_what_was_taken(
    queue: Queue, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, take = threading.Event(), Subscription.take

    def take_then_stop(*arguments: Any) -> Any:
        if deliveries := take(*arguments):
            stop.set()
        return deliveries

    monkeypatch.setattr(Subscription, "take", take_then_stop)
    queue.publish(parcel(1))
    queue.loop(board)(stop)
    assert board.numbers() == [1]
    assert queue.left() == 0


def test_slow_effects_are_committed_in_small_steps_so_that_nobody_waits_long_for_the_database(
    queue: Queue, database: Database
) -> None:
    def slowly(session: Session, told: ParcelArrived, envelope: Envelope) -> None:
        time.sleep(0.02)
        parcel_arrived(session, told, envelope)

    board = Board(database)
    queue.publish(*(parcel(number) for number in range(200)))
    with queue.consumed_by(board, board_service(slowly)):
        assert eventually(lambda: board.shown() > 0)
        assert board.shown() < 100
        assert eventually(lambda: board.shown() == 200)
    assert board.numbers() == list(range(200))


def test_the_queue_serves_one_consumer_at_a_time_and_then_the_next(
    queue: Queue, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.broker.PRIORITIES", 1)  # nobody goes before who came first
    seen: list[str] = []

    def seen_by(name: str) -> Service:
        def function(session: Session, told: ParcelArrived, envelope: Envelope) -> None:
            seen.append(name)
            parcel_arrived(session, told, envelope)

        return board_service(function)

    board = Board(database)
    with queue.consumed_by(board, seen_by("first")):
        queue.publish(*(parcel(number) for number in range(10)))
        assert eventually(lambda: board.shown() == 10)
        with queue.consumed_by(board, seen_by("second")) as second:
            queue.publish(*(parcel(number) for number in range(10, 20)))
            assert eventually(lambda: board.shown() == 20)
            assert set(seen) == {"first"}
            del second
    with queue.consumed_by(board, seen_by("second")):
        queue.publish(*(parcel(number) for number in range(20, 30)))
        assert eventually(lambda: board.shown() == 30)
    assert set(seen[20:]) == {"second"}
    assert board.numbers() == list(range(30))


# The broker takes the consumer away


def test_a_consumer_whose_queue_was_deleted_returns_when_it_is_declared_again(queue: Queue, board: Board) -> None:
    with capture_logs() as logs, restarted(queue, board):
        queue.publish(parcel(1))
        assert eventually(lambda: board.shown() == 1)
        queue.channel.queue_delete(queue.NAME)
        assert eventually(lambda: any(entry["event"] == "loop.broker_down" for entry in logs))
        queue.broker.declare([BOARD])
        queue.publish(parcel(2))
        assert eventually(lambda: board.shown() == 2)


def test_a_consumer_whose_connection_was_closed_returns(queue: Queue, board: Board) -> None:
    with restarted(queue, board):
        queue.publish(parcel(1))
        assert eventually(lambda: board.shown() == 1)
        assert eventually(lambda: _close_consumers(queue.broker) > 0)
        queue.publish(parcel(2))
        assert eventually(lambda: board.shown() == 2)


@contextmanager
def restarted(queue: Queue, board: Board) -> Iterator[None]:
    """The consumer as its worker runs it: started again when it fails."""
    stop = threading.Event()
    loop = Loop("consumer", lambda stop, beat: queue.loop(board, beat=beat)(stop), stop)
    loop.thread.start()
    try:
        yield
    finally:
        stop.set()
        loop.thread.join(20)


def _close_consumers(broker: Broker) -> int:
    """Closes the connections that consume from the board's queue; the broker lists them some seconds late."""
    names = {
        entry["channel_details"]["connection_name"]
        for entry in broker.management.get(f"consumers/{broker.vhost}")
        if entry["channel_details"]
    }
    for name in names:
        broker.management.delete(f"connections/{name}")
    return len(names)
