"""The broker or the database goes away under load and comes back: nothing is lost, nothing doubled."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from shared.local.processes import wait_until
from shared.testing.servers import PostgreSQL
from tests.faults.conftest import System, postgresql_to_postgresql, postgresql_to_sqlite, sqlite_to_postgresql
from tests.faults.sample_service import handlers
from tests.faults.sample_service.harness import eventually

DOWN_SECONDS = float(os.environ.get("LINLI_FAULT_DOWN_SECONDS", "6"))  # set 60 for the long experiment
FUNCTION = "tests.faults.sample_service.handlers:show_arrival"


@sqlite_to_postgresql
def test_while_the_broker_is_down_writes_are_accepted_and_all_arrives_afterwards(system: System) -> None:
    relay, reader = system.relay(), system.reader()
    system.parcels.take_in(*range(100_000, 100_050))
    with system.running(relay, reader):
        assert eventually(lambda: system.board.shown() == 50)
        with system.running(system.writer(0, 100_000, per_second=100)):
            assert eventually(lambda: len(system.parcels.numbers()) > 100)
            system.broker.server.kill()
            before = len(system.parcels.numbers())
            assert not wait_until(lambda: False, lambda: True, DOWN_SECONDS)
            assert len(system.parcels.numbers()) > before + 10 * DOWN_SECONDS
            assert len(system.parcels.outbox()) > 10 * DOWN_SECONDS
            system.broker.server.start()
        system.assert_each_event_had_its_effect_once(relay, reader)


@postgresql_to_sqlite
def test_a_broker_killed_in_the_middle_of_a_batch_loses_and_doubles_nothing(system: System) -> None:
    with system.parcels.database.write() as session:
        for number in range(3000):
            handlers.take_in(session, number)
    relay, reader = system.relay(), system.reader()
    with system.running(reader):
        reader.wait_for_log("worker.started")
        with system.running(relay):
            assert eventually(lambda: system.board.shown() > 0)
            system.broker.server.kill()
            system.broker.server.start()
            system.assert_each_event_had_its_effect_once(relay, reader)


@postgresql_to_postgresql
def test_postgresql_restarted_in_the_middle_of_an_effect_costs_nothing(
    system: System, postgresql_server: PostgreSQL
) -> None:
    system.parcels.take_in(*range(20))
    relay, reader = system.relay(), system.reader(pause_at=FUNCTION)
    with system.running(relay, reader):
        reader.wait_for_pause()
        postgresql_server.stop()
        postgresql_server.start()
        reader.go_on()
        system.assert_each_event_had_its_effect_once(relay, reader)


@postgresql_to_postgresql
def test_postgresql_killed_and_away_for_a_while_under_load_costs_nothing(
    system: System, postgresql_server: PostgreSQL
) -> None:
    relay, reader = system.relay(), system.reader()
    with system.running(relay, reader):
        with written_all_the_time(system):
            assert eventually(lambda: system.board.shown() > 20)
            postgresql_server.kill()
            reader.wait_for_log("inbox.database_down")
            postgresql_server.start()
            shown = system.board.shown()
            assert eventually(lambda: system.board.shown() > shown + 20)
        system.assert_each_event_had_its_effect_once(relay, reader)


@contextmanager
def written_all_the_time(system: System) -> Iterator[None]:
    """As a web process does: a request fails while the database is away, and the next one is tried."""
    stop = threading.Event()

    def write() -> None:
        for number in range(1_000_000):
            if stop.wait(0.01):
                return
            try:
                system.parcels.take_in(number)
            except SQLAlchemyError:
                time.sleep(0.1)

    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(20)
