"""The broker's topology: declared by one step that may be repeated, and each user kept to its own part."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pika
import pytest
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import ChannelClosedByBroker

from deploy.services import SERVICES
from shared import topology
from shared.local.processes import free_port
from shared.partitions import queue_names
from shared.testing.brokers import Broker
from shared.topology import DEAD_QUEUE, DELIVERY_LIMIT, EXCHANGE, UNREAD_KEPT, UNREAD_QUEUE, Management
from tests.faults.sample_service.harness import eventually, parcel
from tests.faults.sample_service.services import BOARD, PARCELS
from tests.faults.sample_service.services import board as board_service

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a password of tests only"
KINDS = ("exchanges", "queues", "bindings", "policies", "permissions", "topic_permissions")


@pytest.fixture
def declared(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> Broker:
    for user in ("parcels", "board", "subscriber"):
        monkeypatch.setenv(f"{user.upper()}_AMQP_PASSWORD", PASSWORD)
    broker.declare([PARCELS, BOARD])
    return broker


def definitions(broker: Broker) -> dict[str, list[Any]]:
    """What the broker has, in an order of no meaning."""
    found = {kind: broker.management.get(f"{kind.replace('_', '-')}/{broker.vhost}") for kind in KINDS[:4]}
    found |= {kind: broker.management.get(f"vhosts/{broker.vhost}/{kind.replace('_', '-')}") for kind in KINDS[4:]}
    named = {"name", "source", "destination", "routing_key", "type", "durable", "arguments", "definition", "pattern",
             "user", "configure", "write", "read", "exchange"}  # fmt: skip
    return {
        kind: sorted(json.dumps({key: row[key] for key in named & row.keys()}, sort_keys=True) for row in rows)
        for kind, rows in found.items()
    }


@contextmanager
def channel_of(broker: Broker, user: str) -> Iterator[BlockingChannel]:
    connection = pika.BlockingConnection(pika.URLParameters(broker.amqp_url_of(user, PASSWORD.replace(" ", "%20"))))
    yield connection.channel()
    if connection.is_open:
        connection.close()


def administrator(broker: Broker) -> BlockingChannel:
    return pika.BlockingConnection(pika.URLParameters(broker.amqp_url)).channel()


# Declaring


def test_declaring_twice_changes_nothing(declared: Broker) -> None:
    before = definitions(declared)
    declared.declare([PARCELS, BOARD])
    assert definitions(declared) == before


def test_declaring_again_keeps_the_messages(declared: Broker) -> None:
    channel = administrator(declared)
    channel.basic_publish(EXCHANGE, *parcel(1))
    declared.declare([PARCELS, BOARD])
    assert eventually(lambda: channel.queue_declare("board.events.0", passive=True).method.message_count == 1)


def test_what_a_service_no_longer_reads_is_unbound_and_the_rest_stays(declared: Broker) -> None:
    reads_less = board_service()
    reads_less.subscriptions.pop(list(reads_less.subscriptions)[1])  # type: ignore[attr-defined] # it is a dict
    declared.declare([PARCELS, reads_less])
    assert bound_keys(declared, "board.events.0") == {"parcels.parcel_arrived.v1"}
    declared.declare([PARCELS, BOARD])
    assert bound_keys(declared, "board.events.0") == {"parcels.parcel_arrived.v1", "parcels.locker_changed.v1"}


def test_a_subscribers_own_bindings_are_left_alone(declared: Broker) -> None:
    with channel_of(declared, "subscriber") as channel:
        channel.queue_declare("subscriber.crm", durable=True)
        channel.queue_bind("subscriber.crm", EXCHANGE, "parcels.#")
    declared.declare([PARCELS, BOARD])
    assert bound_keys(declared, "subscriber.crm") == {"parcels.#"}


def test_a_queue_is_split_by_subject_once_it_is_empty_and_nobody_reads_it(declared: Broker) -> None:
    channel = administrator(declared)
    channel.basic_publish(EXCHANGE, *parcel(1))
    channel.basic_consume("parcels.events.0", lambda *_delivery: None, consumer_tag="a worker")
    before = definitions(declared)
    with pytest.raises(SystemExit, match=r"PARTITIONS can change only while .* board\.events\.0, parcels\.events\.0\."):
        declared.declare([PARCELS, BOARD], partitions=3)
    assert definitions(declared) == before
    channel.queue_purge("board.events.0")
    channel.basic_cancel("a worker")
    declared.declare([PARCELS, BOARD], partitions=3)
    assert bound_keys(declared, "board.events.0") == {"1"}  # by the hash of the subject, and no longer by its keys
    for number in range(60):
        properties = pika.BasicProperties(headers={"subject": str(number)})
        channel.basic_publish(EXCHANGE, *parcel(number), properties)
    names = queue_names("board", 3)
    assert eventually(lambda: sum(kept_of(channel, name) for name in names) == 60)
    assert min(kept_of(channel, name) for name in names) > 0


def test_with_one_partition_again_nothing_is_left_of_the_others(broker: Broker) -> None:
    broker.declare([PARCELS, BOARD], partitions=3)
    split = definitions(broker)
    broker.declare([PARCELS, BOARD], partitions=3)
    assert definitions(broker) == split
    broker.declare([PARCELS, BOARD])
    whole = topology.describe([PARCELS, BOARD])
    assert {queue["name"] for queue in broker.management.get(f"queues/{broker.vhost}")} == {
        queue["name"] for queue in whole["queues"]
    }
    assert bound_keys(broker, "board.events.0") == {contract.key for contract in BOARD.subscriptions}


def test_no_partition_at_all_is_refused(broker: Broker) -> None:
    with pytest.raises(SystemExit, match="1 or more"):
        broker.declare([PARCELS, BOARD], partitions=0)


def test_every_event_that_a_service_reads_is_bound_to_its_queue(broker: Broker) -> None:
    broker.declare(SERVICES)
    for service in SERVICES:
        keys = {contract.key for contract in service.subscriptions}
        assert bound_keys(broker, f"{service.name}.events.0") == keys


def test_an_event_that_no_service_reads_can_be_sent_all_the_same(broker: Broker) -> None:
    broker.declare(SERVICES)
    channel = administrator(broker)
    channel.confirm_delivery()
    for key in (event.key for service in SERVICES for event in service.emits):
        channel.basic_publish(EXCHANGE, key, b"{}", mandatory=True)  # raises UnroutableError


def test_of_events_that_nobody_reads_only_the_newest_are_kept(broker: Broker) -> None:
    broker.declare([PARCELS])
    channel = administrator(broker)
    sent = [parcel(number) for number in range(UNREAD_KEPT + 50)]
    for message in sent:
        channel.basic_publish(EXCHANGE, *message)
    assert eventually(lambda: kept_of(channel, UNREAD_QUEUE) == UNREAD_KEPT)
    _method, _properties, body = channel.basic_get(UNREAD_QUEUE)
    assert body == sent[50][1]


def kept_of(channel: BlockingChannel, queue: str) -> int:
    count: int = channel.queue_declare(queue, passive=True).method.message_count
    return count


def test_the_step_is_a_command_that_reads_a_file(broker: Broker, tmp_path: Path) -> None:
    file = tmp_path / "topology.json"
    file.write_text(json.dumps(topology.describe([PARCELS, BOARD])), encoding="utf-8")
    (tmp_path / "password").write_text(f"{PASSWORD}\n", encoding="utf-8")
    environment = os.environ | {
        "MANAGEMENT_URL": broker.management_url,
        "AMQP_VHOST": broker.vhost,
        "BOARD_AMQP_PASSWORD_FILE": str(tmp_path / "password"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "shared.topology", "apply", file], cwd=ROOT, env=environment, check=False
    )
    assert done.returncode == 0
    with channel_of(broker, "board") as channel:
        channel.basic_consume("board.events.0", lambda *_delivery: None)


def test_a_broker_that_does_not_answer_is_named_in_one_sentence() -> None:
    nowhere = Management(f"http://guest:guest@127.0.0.1:{free_port()}")
    with pytest.raises(SystemExit, match="management API at http"):
        nowhere.wait(0.1)


def deliveries(channel: BlockingChannel, queue: str) -> Iterator[tuple[int, bytes]]:
    """Tag and body of each message, one at a time, until none has come for some seconds."""
    channel.basic_qos(prefetch_count=1)
    for method, _properties, body in channel.consume(queue, inactivity_timeout=5):
        if method is None or body is None:
            return
        yield method.delivery_tag, body


def bound_keys(broker: Broker, queue: str) -> set[str]:
    bindings = broker.management.get(f"queues/{broker.vhost}/{queue}/bindings")
    return {binding["routing_key"] for binding in bindings if binding["source"]}


# Who may do what


def refused(act: Any) -> None:
    with pytest.raises(ChannelClosedByBroker) as refusal:
        act()
    assert refusal.value.reply_code == 403


def publish(channel: BlockingChannel, exchange: str, key: str) -> None:
    channel.confirm_delivery()
    channel.basic_publish(exchange, key, b"{}")


def test_a_service_publishes_under_its_own_name(declared: Broker) -> None:
    with channel_of(declared, "parcels") as channel:
        publish(channel, EXCHANGE, "parcels.parcel_arrived.v1")


@pytest.mark.parametrize("key", ["board.parcel_shown.v1", "parcelsX.parcel_arrived.v1", "ticketing.ticket_opened.v1"])
def test_a_service_cannot_publish_under_another_name(declared: Broker, key: str) -> None:
    with channel_of(declared, "parcels") as channel:
        refused(lambda: publish(channel, EXCHANGE, key))


def test_a_service_reads_its_own_queue(declared: Broker) -> None:
    administrator(declared).basic_publish(EXCHANGE, *parcel(1))
    with channel_of(declared, "board") as channel:
        assert next(deliveries(channel, "board.events.0"))


FORBIDDEN_TO_SERVICES = {
    "read another's queue": lambda channel: channel.basic_consume("board.events.0", lambda *_delivery: None),
    "read what is dead": lambda channel: channel.basic_get(DEAD_QUEUE),
    "write to a queue directly": lambda channel: publish(channel, "", "board.events.0"),
    "make a queue": lambda channel: channel.queue_declare("parcels.private"),
    "bind a queue": lambda channel: channel.queue_bind("board.events.0", EXCHANGE, "parcels.#"),
    "empty a queue": lambda channel: channel.queue_purge("board.events.0"),
    "delete a queue": lambda channel: channel.queue_delete("board.events.0"),
    "write to the dead-letter exchange": lambda channel: publish(channel, topology.DEAD_EXCHANGE, "x"),
}


@pytest.mark.parametrize("act", FORBIDDEN_TO_SERVICES.values(), ids=FORBIDDEN_TO_SERVICES.keys())
def test_a_service_cannot(declared: Broker, act: Any) -> None:
    with channel_of(declared, "parcels") as channel:
        refused(lambda: act(channel))


def test_another_system_reads_any_event_through_a_queue_of_its_own(declared: Broker) -> None:
    with channel_of(declared, "subscriber") as channel:
        channel.queue_declare("subscriber.crm", durable=True)
        channel.queue_bind("subscriber.crm", EXCHANGE, "#")
        administrator(declared).basic_publish(EXCHANGE, *parcel(1))
        assert eventually(lambda: channel.basic_get("subscriber.crm")[0] is not None)


FORBIDDEN_TO_SUBSCRIBERS = {
    "read a service's queue": lambda channel: channel.basic_consume("board.events.0", lambda *_delivery: None),
    "make a queue of another name": lambda channel: channel.queue_declare("crm"),
    "empty a service's queue": lambda channel: channel.queue_purge("board.events.0"),
    "publish an event": lambda channel: publish(channel, EXCHANGE, "parcels.parcel_arrived.v1"),
    "publish under the own name": lambda channel: publish(channel, EXCHANGE, "subscriber.hello.v1"),
    "write to a service's queue": lambda channel: publish(channel, "", "board.events.0"),
}


@pytest.mark.parametrize("act", FORBIDDEN_TO_SUBSCRIBERS.values(), ids=FORBIDDEN_TO_SUBSCRIBERS.keys())
def test_another_system_cannot(declared: Broker, act: Any) -> None:
    with channel_of(declared, "subscriber") as channel:
        refused(lambda: act(channel))


# What cannot be delivered


def test_a_delivery_that_fails_again_and_again_goes_to_the_dead_letters_and_the_rest_flows(declared: Broker) -> None:
    channel = administrator(declared)
    channel.confirm_delivery()
    poison, fine = parcel(1), parcel(2)
    channel.basic_publish(EXCHANGE, *poison)
    channel.basic_publish(EXCHANGE, *fine)
    taken: Counter[bytes] = Counter()
    for tag, body in deliveries(channel, "board.events.0"):
        taken[body] += 1
        if body == fine[1]:
            channel.basic_ack(tag)
            break
        channel.basic_nack(tag, requeue=True)
    assert taken == {poison[1]: DELIVERY_LIMIT + 1, fine[1]: 1}
    assert eventually(lambda: channel.queue_declare(DEAD_QUEUE, passive=True).method.message_count == 1)
    _method, properties, body = channel.basic_get(DEAD_QUEUE, auto_ack=True)
    assert body == poison[1]
    assert properties.headers["x-death"][0]["queue"] == "board.events.0"
