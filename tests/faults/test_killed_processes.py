"""``kill -9`` at every point between a change and its effect: no event is lost, none has two effects."""

from tests.faults.conftest import QUEUE, System, postgresql_to_sqlite, sqlite_to_postgresql
from tests.faults.sample_service.harness import Tap, eventually

DESK = "tests.faults.sample_service.desk"


@sqlite_to_postgresql
def test_a_writer_killed_before_its_commit_leaves_no_event(system: System) -> None:
    writer = system.writer(1, 1, pause_at=f"{DESK}:before_commit")
    relay, reader = system.relay(), system.reader()
    with system.running(writer):
        writer.wait_for_pause()
        writer.kill()
    assert (system.parcels.numbers(), system.parcels.outbox()) == ([], [])
    system.parcels.take_in(2)
    with system.running(relay, reader):
        system.assert_each_event_had_its_effect_once(relay, reader)
    assert system.board.numbers() == [2]


@postgresql_to_sqlite
def test_a_writer_killed_right_after_its_commit_has_told_everyone(system: System) -> None:
    writer, relay, reader = system.writer(1, 1, pause_at=f"{DESK}:after_commit"), system.relay(), system.reader()
    with system.running(writer, relay, reader):
        writer.wait_for_pause()
        writer.kill()
        system.assert_each_event_had_its_effect_once(relay, reader)
    assert system.board.numbers() == [1]


def test_a_relay_killed_between_publishing_and_deleting_sends_again_and_one_effect_stays(system: System) -> None:
    system.parcels.take_in(*range(50))
    killed, relay, reader = system.relay(pause_at="shared.relay:_record"), system.relay(), system.reader()
    copy = Tap(system.broker)
    copy.bind()
    with system.running(killed):
        killed.wait_for_pause()
        killed.kill()
    assert len(system.parcels.outbox()) == system.left_in() == 50
    with system.running(relay, reader):
        system.assert_each_event_had_its_effect_once(relay, reader)
    sent = [envelope["id"] for envelope in copy.take()]
    assert (len(sent), len(set(sent))) == (100, 50)


def test_a_consumer_killed_between_commit_and_ack_gets_its_events_again_and_one_effect_stays(system: System) -> None:
    system.parcels.take_in(*range(50))
    relay, killed = system.relay(), system.reader(pause_at="shared.broker:Subscription.ack")
    reader = system.reader()
    with system.running(relay, killed):
        killed.wait_for_pause()
        killed.kill()
        assert system.board.shown() > 0
        assert eventually(lambda: not system.parcels.outbox())
        assert eventually(lambda: system.left_in() == 50)  # nothing was acknowledged, so all comes again
        with system.running(reader):
            system.assert_each_event_had_its_effect_once(relay, reader)


@postgresql_to_sqlite
def test_a_consumer_killed_in_the_middle_of_an_effect_leaves_nothing_of_it(system: System) -> None:
    system.parcels.take_in(*range(20))
    relay, killed = system.relay(), system.reader(pause_at="tests.faults.sample_service.handlers:show_arrival")
    reader = system.reader()
    with system.running(relay, killed):
        killed.wait_for_pause()
        killed.kill()
        assert system.board.shown() == 0
        with system.running(reader):
            system.assert_each_event_had_its_effect_once(relay, reader)


def test_of_two_relays_one_sends_and_the_other_takes_over_when_it_is_killed(system: System) -> None:
    first, second, reader = system.relay(), system.relay(), system.reader()
    copy = Tap(system.broker)
    copy.bind()
    with system.running(first, second, reader):
        for relay in (first, second):
            relay.wait_for_log("worker.started")
        writer = system.writer(0, 100, per_second=100)
        with system.running(writer):
            assert writer.wait() == 0
        assert eventually(lambda: not system.parcels.outbox())
        assert len(copy.take()) == 100  # both at work would have sent some twice
        first.kill()
        system.parcels.take_in(*range(100, 120))
        assert eventually(lambda: not system.parcels.outbox())
        first.start()
        first.wait_for_log("worker.started")
        second.kill()
        system.parcels.take_in(*range(120, 140))
        system.assert_each_event_had_its_effect_once(first, reader)


@sqlite_to_postgresql
def test_an_event_that_two_consumers_get_at_the_same_time_has_one_effect(system: System) -> None:
    """The second queue gets a copy of everything, and has a consumer of its own."""
    management, vhost = system.broker.management, system.broker.management.vhost
    twin = "board.events.1"
    management.put(f"queues/{vhost}/{twin}", {"durable": True, "arguments": {"x-queue-type": "quorum"}})
    management.post(f"bindings/{vhost}/e/linli.events/q/{twin}", {"routing_key": "parcels.#"})
    relay, reader, rival = system.relay(), system.reader(), system.reader(PARTITIONS="2")
    with system.running(reader):
        reader.wait_for_log("worker.started")
        assert eventually(lambda: _consumers(system, QUEUE) == 1)
        with system.running(rival):
            assert eventually(lambda: _consumers(system, twin) == 1)
            system.parcels.take_in(*range(300))
            with system.running(relay):
                assert eventually(lambda: system.board.shown() == 300 and system.left_in(twin) == 0)
                system.assert_each_event_had_its_effect_once(relay, reader, rival)
    assert system.left_in(twin) == 0


def _consumers(system: System, queue: str) -> int:
    found = system.broker.management.get(f"consumers/{system.broker.management.vhost}")
    return sum(consumer["queue"]["name"] == queue for consumer in found)
