"""Both sample services on real servers, and the oracle that all fault tests end with."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pika
import pytest

from shared.db import Database
from shared.testing.brokers import Broker
from shared.topology import DEAD_QUEUE
from tests.faults.sample_service.harness import Board, Parcels, eventually
from tests.faults.sample_service.running import Program, all_of
from tests.faults.sample_service.services import BOARD, PARCELS

QUEUE = "board.events.0"
DRAIN_SECONDS = 60.0
KINDS = (("sqlite", "postgresql"), ("postgresql", "sqlite"))


def _only(*kinds: tuple[str, str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("kinds", kinds, ids="-to-".join, indirect=True)


# Starting processes takes time: where the kind of database makes no difference to the fault, one is enough.
sqlite_to_postgresql = _only(KINDS[0])
postgresql_to_sqlite = _only(KINDS[1])
postgresql_to_postgresql = _only(("postgresql", "postgresql"))


class System:
    """``parcels`` tells ``board`` through ``broker``; each has a database of its own."""

    def __init__(self, parcels: Parcels, board: Board, broker: Broker, folder: Path, partitions: int = 1) -> None:
        self.parcels, self.board, self.broker, self.folder = parcels, board, broker, folder
        self.partitions = partitions
        broker.declare([PARCELS, BOARD], partitions)

    def relay(self, *, pause_at: str = "") -> Program:
        return Program(self.folder, self.parcels.database, self.broker.amqp_url, "parcels", "run", pause_at=pause_at)

    def reader(self, *, pause_at: str = "", **environment: str) -> Program:
        database, url = self.board.database, self.broker.amqp_url
        environment = {"PARTITIONS": str(self.partitions)} | environment
        return Program(self.folder, database, url, "board", "run", pause_at=pause_at, **environment)

    def writer(self, first: int, count: int, per_second: int = 1000, *, pause_at: str = "") -> Program:
        command = ("writer", str(first), str(count), str(per_second))
        return Program(self.folder, self.parcels.database, "unused", *command, pause_at=pause_at)

    def running(self, *programs: Program) -> AbstractContextManager[None]:
        return all_of(*programs)

    def left_in(self, queue: str = QUEUE) -> int:
        """Messages that nobody holds; what a killed process held is back in the queue."""
        connection = pika.BlockingConnection(pika.URLParameters(self.broker.amqp_url))
        try:
            count: int = connection.channel().queue_declare(queue, passive=True).method.message_count
        finally:
            connection.close()
        return count

    def assert_each_event_had_its_effect_once(self, *programs: Program) -> None:
        """The oracle. Lets the programs finish, ends them, and looks for what was lost, doubled or left over."""
        assert eventually(self._drained, DRAIN_SECONDS), self._state()
        for program in programs:
            program.stop()
        self._read_on()
        assert Counter(self.board.numbers()) == Counter(self.parcels.numbers())
        assert self._state() == {"outbox": 0, "queue": 0, "dead": 0, "parked": 0}

    def _read_on(self) -> None:
        """What a reader was sent twice, and had not come to when it ended, is back in the queue; it changes nothing."""
        for _again in range(5):
            if self.left_in() == 0:
                return
            with self.running(self.reader()):
                assert eventually(lambda: self.left_in() == 0, DRAIN_SECONDS), self._state()
                time.sleep(1)  # what it holds by now is acknowledged

    def _drained(self) -> bool:
        told, shown = len(self.parcels.numbers()), self.board.shown()
        return shown >= told and not self.parcels.outbox() and self.left_in() == 0

    def _state(self) -> dict[str, int]:
        return {
            "outbox": len(self.parcels.outbox()),
            "queue": self.left_in(),
            "dead": self.left_in(DEAD_QUEUE),
            "parked": len(self.board.parked()),
        }


def _fresh(request: pytest.FixtureRequest, kind: str) -> Iterator[Database]:
    databases = request.getfixturevalue(f"{kind}_databases")
    url = databases.create("mechanism")
    database = Database(url)
    yield database
    database.close()
    databases.drop(url)


@pytest.fixture(params=KINDS, ids="-to-".join)
def kinds(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Which database ``parcels`` has, and which ``board``; together the pairs try both kinds in both roles."""
    chosen: tuple[str, str] = request.param
    return chosen


@pytest.fixture
def parcels_database(request: pytest.FixtureRequest, kinds: tuple[str, str]) -> Iterator[Database]:
    yield from _fresh(request, kinds[0])


@pytest.fixture
def board_database(request: pytest.FixtureRequest, kinds: tuple[str, str]) -> Iterator[Database]:
    yield from _fresh(request, kinds[1])


@pytest.fixture
def system(parcels_database: Database, board_database: Database, broker: Broker, tmp_path: Path) -> System:
    return System(Parcels(parcels_database), Board(board_database), broker, tmp_path)
