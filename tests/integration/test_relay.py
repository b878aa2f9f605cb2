"""The relay as its subscribers and its operator see it."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from statistics import median
from typing import Any

import pytest
import time_machine
from structlog.testing import capture_logs

from shared import relay
from shared.broker import BrokerDown, Publisher
from shared.db import Database
from shared.local.processes import free_port
from shared.testing.brokers import Broker
from shared.topology import UNREAD_QUEUE
from tests.faults.sample_service.harness import Parcels, Tap, eventually, publisher, running, tap
from tests.faults.sample_service.services import PARCELS

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture
def declared(broker: Broker) -> Broker:
    """Nothing takes what no test reads, so that it is returned."""
    broker.declare([PARCELS])
    broker.management.delete(f"queues/{broker.vhost}/{UNREAD_QUEUE}")
    return broker


@pytest.fixture
def subscriber(declared: Broker) -> Iterator[Tap]:
    with tap(declared) as opened:
        yield opened


@pytest.fixture
def sender(declared: Broker) -> Iterator[Publisher]:
    with publisher(declared) as opened:
        yield opened


@pytest.fixture
def parcels(database: Database) -> Parcels:
    return Parcels(database)


def relay_of(parcels: Parcels, broker: Broker) -> Any:
    return partial(relay.run, parcels.database, broker.amqp_url, beat=lambda: None)


def drain(parcels: Parcels, sender: Publisher) -> int:
    """Sends all that is ready; returns how many events that were."""
    return sum(iter(lambda: relay.send_ready(parcels.database, sender), 0))


def test_a_confirmed_event_leaves_the_outbox(parcels: Parcels, subscriber: Tap, sender: Publisher) -> None:
    parcels.take_in(1, 2, 3)
    assert drain(parcels, sender) == 3
    assert parcels.outbox() == []
    assert sorted(subscriber.numbers()) == [1, 2, 3]


def test_a_message_is_persistent_and_carries_its_identity(parcels: Parcels, subscriber: Tap, sender: Publisher) -> None:
    [parcel] = parcels.take_in(1)
    [row] = parcels.outbox()
    drain(parcels, sender)
    [(properties, body)] = subscriber.take_raw()
    assert (properties.delivery_mode, properties.message_id, properties.type, properties.content_type) == (
        2, str(row.event_id), "parcels.parcel_arrived.v1", "application/cloudevents+json",
    )  # fmt: skip
    assert (properties.headers["subject"], body) == (str(parcel.id), row.body)


def test_the_events_of_one_subject_arrive_in_order(parcels: Parcels, subscriber: Tap, sender: Publisher) -> None:
    taken = parcels.take_in(0, 100, 200)
    for step in range(1, 20):
        for parcel in taken:
            parcels.say_again(parcel, parcel.number + step)
    drain(parcels, sender)
    arrived = subscriber.numbers()
    for first in (0, 100, 200):
        assert [number for number in arrived if first <= number < first + 100] == list(range(first, first + 20))


def test_an_event_without_a_queue_is_kept_and_reported(parcels: Parcels, subscriber: Tap, sender: Publisher) -> None:
    subscriber.unbind()
    parcels.take_in(1)
    with capture_logs() as logs:
        drain(parcels, sender)
    [row] = parcels.outbox()
    assert (row.attempts, row.error) == (1, "No queue is bound to this routing key.")
    assert [(entry["log_level"], entry["event"], entry["key"]) for entry in logs] == [
        ("error", "outbox.refused", "parcels.parcel_arrived.v1")
    ]


def test_a_kept_event_is_sent_once_a_queue_is_bound_again(parcels: Parcels, subscriber: Tap, sender: Publisher) -> None:
    subscriber.unbind()
    [parcel] = parcels.take_in(1)
    with time_machine.travel(NOON, tick=False) as moment:
        drain(parcels, sender)
        parcels.say_again(parcel, 2)
        subscriber.bind()
        assert drain(parcels, sender) == 0  # not before its time
        moment.shift(1.1)
        assert drain(parcels, sender) == 2
    assert subscriber.numbers() == [1, 2]
    assert parcels.outbox() == []


def test_a_refused_event_is_tried_less_and_less_often(parcels: Parcels, subscriber: Tap, sender: Publisher) -> None:
    subscriber.unbind()
    parcels.take_in(1)
    pauses = []
    with time_machine.travel(NOON, tick=False) as moment:
        for _attempt in range(5):
            drain(parcels, sender)
            [row] = parcels.outbox()
            assert row.retry_at is not None
            pauses.append((row.retry_at - datetime.now(UTC)).total_seconds())
            moment.move_to(row.retry_at)
    assert pauses == [1, 5, 30, 60, 60]


def test_a_refused_event_holds_back_its_own_successors_only(
    parcels: Parcels, subscriber: Tap, sender: Publisher
) -> None:
    subscriber.unbind()
    subscriber.bind("parcels.locker_changed.v1")
    [parcel] = parcels.take_in(1)
    parcels.say_again(parcel, 2, 3)
    locker = parcels.place_locker("A1")
    drain(parcels, sender)
    assert [envelope["subject"] for envelope in subscriber.take()] == [str(locker.id)]
    assert [(row.subject, row.attempts) for row in parcels.outbox()] == [
        (str(parcel.id), 1), (str(parcel.id), 0), (str(parcel.id), 0),
    ]  # fmt: skip


def test_an_event_that_a_full_queue_refuses_is_kept(parcels: Parcels, declared: Broker, sender: Publisher) -> None:
    arguments = {"x-queue-type": "classic", "x-max-length": 0, "x-overflow": "reject-publish"}
    with tap(declared) as full:
        full.channel.queue_declare("full", durable=True, arguments=arguments)
        full.channel.queue_bind("full", "linli.events", "parcels.#")
        parcels.take_in(1)
        drain(parcels, sender)
    [row] = parcels.outbox()
    assert (row.attempts, row.error) == (1, "The broker refused the message.")


def test_an_event_leaves_within_milliseconds_of_its_commit(parcels: Parcels, declared: Broker, subscriber: Tap) -> None:
    delays = []
    with running(relay_of(parcels, declared)):
        parcels.take_in(0)
        assert eventually(lambda: subscriber.numbers() == [0])
        for number in range(1, 11):
            parcels.take_in(number)
            committed = time.monotonic()
            while not subscriber.take():
                assert time.monotonic() - committed < 5
            delays.append(time.monotonic() - committed)
    assert median(delays) < relay.POLL_SECONDS / 5


def test_an_event_that_nobody_woke_the_relay_for_leaves_with_its_next_look(
    parcels: Parcels, declared: Broker, subscriber: Tap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.wakeup.CHANNEL", "another_channel")
    with running(relay_of(parcels, declared)):
        parcels.take_in(1)
        assert eventually(lambda: subscriber.numbers() == [1], 5)


def test_writes_go_on_while_no_broker_answers(parcels: Parcels) -> None:
    def nowhere() -> None:
        relay.run(parcels.database, f"amqp://127.0.0.1:{free_port()}/", threading.Event(), lambda: None)

    with pytest.raises(BrokerDown):
        nowhere()
    parcels.take_in(1, 2)
    assert [row.attempts for row in parcels.outbox()] == [0, 0]


def test_a_relay_under_lasting_load_still_shows_that_it_lives(
    parcels: Parcels, declared: Broker, subscriber: Tap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "BATCH", 10)
    parcels.take_in(*range(100))
    left: list[int] = []

    def beat() -> None:
        left.append(len(parcels.outbox()))

    with running(partial(relay.run, parcels.database, declared.amqp_url, beat=beat)):
        assert eventually(lambda: parcels.outbox() == [])
    assert {90, 50, 10} <= set(left)
    assert sorted(subscriber.numbers()) == list(range(100))
