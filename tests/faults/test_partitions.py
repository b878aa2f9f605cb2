"""A service's queue as several: each subject stays in order, and every event has one effect, whoever is killed."""

from collections import defaultdict
from pathlib import Path

import pytest
from sqlalchemy import select

from shared.db import Database
from shared.partitions import queue_names
from shared.testing.brokers import Broker
from shared.topology import DEAD_QUEUE
from tests.faults.conftest import System, sqlite_to_postgresql
from tests.faults.sample_service.harness import Board, Parcels, eventually
from tests.faults.sample_service.models import Arrival

PARTITIONS, SUBJECTS, EACH = 3, 30, 20


@pytest.fixture
def system(parcels_database: Database, board_database: Database, broker: Broker, tmp_path: Path) -> System:
    return System(Parcels(parcels_database), Board(board_database), broker, tmp_path, PARTITIONS)


def tell(system: System) -> dict[str, list[int]]:
    """Events of many subjects, which take turns; returns the numbers by subject."""
    parcels = system.parcels.take_in(*range(SUBJECTS))
    told = {str(parcel.id): [parcel.number] for parcel in parcels}
    for number in range(1, EACH):
        for parcel in parcels:
            system.parcels.say_again(parcel, number)
            told[str(parcel.id)].append(number)
    return told


def shown(system: System) -> dict[str, list[int]]:
    arrived = defaultdict(list)
    with system.board.database.read() as session:
        for arrival in session.scalars(select(Arrival).order_by(Arrival.seq)):
            arrived[arrival.subject].append(arrival.number)
    return dict(arrived)


@sqlite_to_postgresql
def test_three_partitions_keep_each_subject_in_order_and_lose_and_double_nothing(system: System) -> None:
    relay, killed, reader = system.relay(), system.reader(), system.reader()
    with system.running(killed, reader):
        for program in (killed, reader):
            program.wait_for_log("worker.started")
        told = tell(system)
        with system.running(relay):
            assert eventually(lambda: system.board.shown() > SUBJECTS)
            killed.kill()
            assert eventually(lambda: system.board.shown() >= SUBJECTS * EACH)
    assert shown(system) == told
    assert [system.left_in(name) for name in (*queue_names("board", PARTITIONS), DEAD_QUEUE)] == [0] * 4
