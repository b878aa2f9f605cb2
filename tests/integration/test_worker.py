"""The worker as its operator sees it: signals, health, commands, and loops that fail alone."""

import signal
import threading
import time
from pathlib import Path

import pytest
import requests
from structlog.testing import capture_logs

from shared import worker
from shared.broker import BrokerDown
from shared.db import Database
from shared.local.processes import free_port
from shared.testing.brokers import Broker
from shared.worker import Loop
from tests.faults.sample_service.harness import Board, Parcels, eventually
from tests.faults.sample_service.running import Program, all_of
from tests.faults.sample_service.services import BOARD, PARCELS


@pytest.fixture
def declared(broker: Broker) -> Broker:
    broker.declare([PARCELS, BOARD])
    return broker


def test_sigterm_ends_the_worker_within_ten_seconds_and_in_good_order(
    declared: Broker, database: Database, tmp_path: Path
) -> None:
    board = Program(tmp_path, Board(database).database, declared.amqp_url, "board", "run")
    with all_of(board):
        board.wait_for_log("worker.started")
        asked = time.monotonic()
        assert board.stop() == 0
        assert time.monotonic() - asked < 10
    assert board.logged("worker.left_behind") == []


@pytest.mark.one_database
def test_interrupting_the_terminal_ends_the_worker_as_well(
    declared: Broker, database: Database, tmp_path: Path
) -> None:
    board = Program(tmp_path, Board(database).database, declared.amqp_url, "board", "run")
    with all_of(board):
        board.wait_for_log("worker.started")
        assert board.process is not None
        board.process.send_signal(signal.SIGINT)
        assert board.wait(10) == 0


@pytest.mark.one_database
def test_health_is_served_beside_the_work(declared: Broker, database: Database, tmp_path: Path) -> None:
    port = free_port()
    board = Program(tmp_path, Board(database).database, declared.amqp_url, "board", "run", WORKER_PORT=str(port))
    with all_of(board):
        board.wait_for_log("worker.started")
        health = requests.get(f"http://127.0.0.1:{port}/healthz", timeout=5)
    assert (health.status_code, health.text) == (200, "ok\n")


def test_a_worker_without_its_broker_lives_and_fires_deadlines(database: Database, tmp_path: Path) -> None:
    port = free_port()
    nowhere = f"amqp://127.0.0.1:{free_port()}/"
    board = Program(tmp_path, Board(database).database, nowhere, "board", "run", WORKER_PORT=str(port))
    with all_of(board):
        board.wait_for_log("loop.broker_down")
        assert requests.get(f"http://127.0.0.1:{port}/healthz", timeout=5).status_code == 200


@pytest.mark.one_database
def test_a_setting_that_is_missing_is_named_in_one_sentence(database: Database, tmp_path: Path) -> None:
    board = Program(tmp_path, database, "", "board", "run")
    del board.environment["DATABASE_URL"]
    with all_of(board):
        assert board.wait() == 1
    assert board.text == "board: set DATABASE_URL (or DATABASE_URL_FILE) in the environment.\n"


def test_republish_queues_every_full_state_again(database: Database, tmp_path: Path) -> None:
    parcels = Parcels(database)
    lockers = [parcels.place_locker(label) for label in ("A1", "A2")]
    republish = Program(tmp_path, database, "unused", "parcels", "republish")
    with all_of(republish):
        assert republish.wait() == 0
    assert republish.text.endswith("2 events queued.\n")
    assert {row.subject for row in parcels.outbox()[2:]} == {str(locker.id) for locker in lockers}


@pytest.mark.one_database
def test_a_service_without_an_event_log_says_that_it_cannot_rebuild(database: Database, tmp_path: Path) -> None:
    rebuild = Program(tmp_path, database, "unused", "board", "rebuild")
    with all_of(rebuild):
        assert rebuild.wait() == 1
    assert rebuild.text == "board keeps no event log, so there is nothing to rebuild from.\n"


@pytest.mark.one_database
def test_an_unknown_command_is_refused_with_the_list_of_commands(database: Database, tmp_path: Path) -> None:
    strange = Program(tmp_path, database, "unused", "board", "dance")
    with all_of(strange):
        assert strange.wait() == 2
    assert all(name in strange.text for name in ("run", "migrate", "republish", "rebuild", "dead"))


# Loops


def test_a_failing_loop_is_started_again_and_leaves_the_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "RESTART_SECONDS", (0.01, 0.01, 20.0))
    stop, calls = threading.Event(), {"failing": 0, "steady": 0}

    def failing(_stop: threading.Event, _beat: object) -> None:
        calls["failing"] += 1
        if calls["failing"] == 1:
            raise LookupError
        stop.wait()

    def steady(stop: threading.Event, _beat: object) -> None:
        calls["steady"] += 1
        stop.wait()

    loops = [Loop("failing", failing, stop), Loop("steady", steady, stop)]
    with capture_logs() as logs:
        for loop in loops:
            loop.thread.start()
        assert eventually(lambda: calls["failing"] == 2)
        stop.set()
        for loop in loops:
            loop.thread.join(5)
    assert calls == {"failing": 2, "steady": 1}
    assert [(entry["event"], entry["loop"]) for entry in logs] == [("loop.failed", "failing")]


def test_a_loop_that_fails_again_and_again_pauses_longer_and_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses = (0.01, 0.02, 0.04)
    monkeypatch.setattr(worker, "RESTART_SECONDS", pauses)
    waited: list[float | None] = []

    class Stop(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waited.append(timeout)
            if len(waited) == 5:
                self.set()
            return super().wait(0)

    def fail(_stop: threading.Event, _beat: object) -> None:
        raise BrokerDown

    Loop("relay", fail, Stop()).thread.run()
    assert waited == [0.01, 0.02, 0.04, 0.04, 0.04]


def test_a_loop_that_gives_no_sign_for_two_minutes_counts_as_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SILENT_SECONDS", 0.05)
    stop = threading.Event()

    def hang(stop: threading.Event, _beat: object) -> None:
        stop.wait()

    loop = Loop("relay", hang, stop)
    loop.thread.start()
    assert loop.alive
    assert eventually(lambda: not loop.alive)
    loop.beat()
    assert loop.alive
    stop.set()
    loop.thread.join(5)
    assert not loop.alive
