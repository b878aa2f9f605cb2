"""The one module that knows pika: what its callers may rely on when the broker is well, refuses, or is gone."""

import threading

import pytest

from shared import broker as amqp
from shared.broker import UNROUTABLE, BrokerDown, Outgoing, Publisher, Subscription
from shared.ids import new_id
from shared.local.processes import free_port
from shared.testing.brokers import Broker
from tests.faults.sample_service.harness import Tap, eventually, publisher, tap
from tests.faults.sample_service.services import BOARD, PARCELS

KEY = "parcels.parcel_arrived.v1"


@pytest.fixture
def declared(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> Broker:
    monkeypatch.setenv("PARCELS_AMQP_PASSWORD", "secret-of-tests")
    broker.declare([PARCELS, BOARD])
    return broker


def messages(count: int, *, subjects: int = 0, key: str = KEY) -> list[Outgoing]:
    """``subjects`` 0: each has its own."""
    return [
        Outgoing(
            number, str(new_id()), key, f"subject {number % subjects if subjects else number}", str(number).encode()
        )
        for number in range(count)
    ]


def bodies(subscriber: Tap) -> list[int]:
    return [int(body) for _properties, body in subscriber.take_raw()]


def test_every_message_of_a_batch_larger_than_the_window_is_confirmed(
    declared: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(amqp, "WINDOW", 50)
    batch = messages(1000)
    with tap(declared) as subscriber, publisher(declared) as sender:
        sender.publish(batch)
        assert bodies(subscriber) == list(range(1000))
    assert all(message.confirmed and message.error is None for message in batch)


def test_a_publisher_takes_batch_after_batch(declared: Broker) -> None:
    with tap(declared) as subscriber, publisher(declared) as sender:
        for _ in range(20):
            sender.publish(messages(10, subjects=3))
        assert sorted(bodies(subscriber)) == sorted(20 * list(range(10)))


def test_an_empty_batch_is_done_at_once(declared: Broker) -> None:
    with publisher(declared) as sender:
        sender.publish([])


def test_only_what_no_queue_takes_is_marked(declared: Broker) -> None:
    batch = messages(3) + messages(3, key="parcels.unheard_of.v1")
    with publisher(declared) as sender:
        sender.publish(batch)
    assert [message.error for message in batch] == [None] * 3 + [UNROUTABLE] * 3


def test_what_follows_a_refused_message_of_its_subject_is_not_sent(declared: Broker) -> None:
    batch = messages(4, subjects=2)
    batch[0].key = "parcels.unheard_of.v1"
    with tap(declared) as subscriber, publisher(declared) as sender:
        subscriber.unbind()
        subscriber.bind(KEY)
        sender.publish(batch)
        assert bodies(subscriber) == [1, 3]
    assert [(message.confirmed, message.error) for message in batch] == [
        (False, UNROUTABLE), (True, None), (False, None), (True, None),
    ]  # fmt: skip


def test_a_broker_that_does_not_answer_is_down() -> None:
    nowhere = f"amqp://127.0.0.1:{free_port()}/"
    for connect in (Publisher, amqp.check, lambda url: Subscription(url, "queue")):
        with pytest.raises(BrokerDown):
            connect(nowhere)


def test_a_queue_that_was_never_declared_is_the_brokers_failure(declared: Broker) -> None:
    with pytest.raises(BrokerDown, match="nowhere"):
        Subscription(declared.amqp_url, "nowhere")


def test_publishing_under_a_foreign_name_ends_the_connection_with_the_brokers_words(declared: Broker) -> None:
    sender = Publisher(declared.amqp_url_of("parcels", "secret-of-tests"))
    with pytest.raises(BrokerDown, match="ACCESS_REFUSED"):
        sender.publish(messages(1, key="board.parcel_shown.v1"))
    sender.close()


def test_a_publisher_whose_broker_is_killed_says_so_and_what_was_confirmed(declared: Broker) -> None:
    sender, told = Publisher(declared.amqp_url), []

    def publish_until_it_fails() -> None:
        try:
            while True:
                told.append(messages(200))
                sender.publish(told[-1])
        except BrokerDown:
            return

    thread = threading.Thread(target=publish_until_it_fails, daemon=True)
    thread.start()
    assert eventually(lambda: len(told) > 5)
    declared.server.kill()
    thread.join(20)
    assert not thread.is_alive()
    assert all(message.confirmed for batch in told[:-1] for message in batch)
    with pytest.raises(BrokerDown):
        sender.publish(messages(1))
    sender.close()


def test_a_closed_publisher_leaves_no_thread_behind(declared: Broker) -> None:
    before = threading.active_count()
    with publisher(declared) as sender:
        sender.publish(messages(1))
    assert threading.active_count() == before
