"""Events that fail, cannot be read, come in a wrong order or find no queue, through real processes."""

from datetime import timedelta

import pika
from sqlalchemy import select

from shared import clock
from shared.ids import new_id
from shared.parking import ParkedEvent
from shared.topology import EXCHANGE
from tests.faults.conftest import QUEUE, System, postgresql_to_sqlite, sqlite_to_postgresql
from tests.faults.sample_service.harness import Wire, eventually, locker, parcel
from tests.faults.sample_service.services import BOARD, PARCELS


def publish(system: System, *events: Wire) -> None:
    connection = pika.BlockingConnection(pika.URLParameters(system.broker.amqp_url))
    channel = connection.channel()
    channel.confirm_delivery()
    for key, body in events:
        channel.basic_publish(EXCHANGE, key, body, mandatory=True)
    connection.close()


@sqlite_to_postgresql
def test_an_event_that_always_fails_climbs_the_ladder_and_is_dead_while_the_others_flow(system: System) -> None:
    [broken] = system.parcels.take_in(1, remark="broken")
    system.parcels.say_again(broken, 2)
    system.parcels.take_in(*range(3, 23))
    relay, reader = system.relay(), system.reader()
    with system.running(relay, reader):
        assert eventually(lambda: system.board.shown() == 20)
        assert eventually(lambda: len(system.board.parked()) == 2)
        assert eventually(lambda: system.board.parked()[0].attempts == 2)
        first, behind = system.board.parked()
        assert first.next_attempt_at is not None
        later = first.next_attempt_at - first.parked_at  # 5 s to the second try, and 30 s from it
        assert timedelta(seconds=35) <= later < timedelta(seconds=45)
        assert (behind.state, behind.attempts) == ("waiting", 0)
        _let_the_ladder_pass(system)
        assert eventually(lambda: system.board.states() == ["dead", "waiting"])
    assert sorted(system.board.numbers()) == list(range(3, 23))
    assert [entry["error"] for entry in reader.logged("event.dead")] == ["Broken()"]
    assert system.left_in() == 0


def _let_the_ladder_pass(system: System) -> None:
    with system.board.database.write() as session:
        first = session.scalars(select(ParkedEvent).order_by(ParkedEvent.seq)).first()
        assert first is not None
        first.attempts, first.next_attempt_at = 5, clock.now()


@postgresql_to_sqlite
def test_what_cannot_be_read_is_parked_and_the_queue_moves(system: System) -> None:
    reader = system.reader()
    with system.running(reader):
        publish(system, parcel(1), ("parcels.parcel_arrived.v1", b"no JSON"), parcel(2))
        assert eventually(lambda: system.board.shown() == 2)
    assert [(row.state, row.body) for row in system.board.parked()] == [("dead", b"no JSON")]
    assert [entry["level"] for entry in reader.logged("event.parked")] == ["error"]
    assert system.left_in() == 0


@sqlite_to_postgresql
def test_of_versions_3_1_2_only_3_counts(system: System) -> None:
    place = new_id()
    with system.running(system.reader()):
        publish(system, *(locker(place, f"label {version}", version) for version in (3, 1, 2)), parcel(1))
        assert eventually(lambda: system.board.shown() == 1)
    assert system.board.lockers() == {place: "label 3"}


@postgresql_to_sqlite
def test_an_event_whose_queue_is_unbound_is_kept_and_reported_and_sent_once_it_is_bound(system: System) -> None:
    relay, reader = system.relay(), system.reader()
    _unbind(system)
    system.parcels.take_in(1, 2)
    with system.running(relay, reader):
        assert eventually(lambda: len(relay.logged("outbox.refused")) >= 2)
        assert [row.error for row in system.parcels.outbox()] == ["No queue is bound to this routing key."] * 2
        system.broker.declare([PARCELS, BOARD])
        system.assert_each_event_had_its_effect_once(relay, reader)
    assert {entry["level"] for entry in relay.logged("outbox.refused")} == {"error"}


def _unbind(system: System) -> None:
    connection = pika.BlockingConnection(pika.URLParameters(system.broker.amqp_url))
    for contract in BOARD.subscriptions:
        connection.channel().queue_unbind(QUEUE, EXCHANGE, contract.key)
    connection.close()
