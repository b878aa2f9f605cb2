"""From the commit in one service to the effect in the other, through both worker processes: 50 events/s for 30 s."""

import os
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from sqlalchemy import select

from shared.db import Database
from shared.local import processes
from shared.testing.brokers import Broker
from tests.bench.surroundings import Figure, Surroundings
from tests.faults.sample_service import handlers
from tests.faults.sample_service.models import Arrival, create_tables
from tests.faults.sample_service.services import BOARD, PARCELS

PER_SECOND, SECONDS = 50, 30
EVENTS = PER_SECOND * SECONDS
WARM_UP = 50
LOOK_SECONDS = 0.001


def measure(place: Surroundings) -> Iterator[Figure]:
    with place.database() as writing, place.database() as reading, place.broker(PARCELS, BOARD) as broker:
        for database in (writing, reading):
            create_tables(database)
        with _workers(writing, reading, broker):
            latencies = _run(writing, reading)
    milliseconds = [latency * 1000 for latency in latencies]
    middle, slowest = median(milliseconds), quantiles(milliseconds, n=100)[98]
    yield Figure("commit → effect, median ms", f"{middle:.1f}", "", "", "≤ 20", middle <= 20)
    yield Figure("commit → effect, p99 ms", f"{slowest:.1f}", "", "", "≤ 80", slowest <= 80)


def _run(writing: Database, reading: Database) -> list[float]:
    committed: dict[int, float] = {}
    seen: dict[int, float] = {}
    watcher = threading.Thread(target=_watch, args=(reading, seen))
    watcher.start()
    for number in range(WARM_UP + EVENTS):
        due = time.perf_counter() + 1 / PER_SECOND
        with writing.write() as session:
            handlers.take_in(session, number)
        committed[number] = time.perf_counter()
        time.sleep(max(0.0, due - time.perf_counter()))
    watcher.join()
    return [seen[number] - committed[number] for number in range(WARM_UP, WARM_UP + EVENTS)]


def _watch(reading: Database, seen: dict[int, float]) -> None:
    """Notes when each effect can first be read; looking costs a millisecond, which is counted too."""
    last, deadline = 0, time.perf_counter() + SECONDS * 3
    query = select(Arrival.seq, Arrival.number).order_by(Arrival.seq)
    with reading.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while len(seen) < WARM_UP + EVENTS:
            if time.perf_counter() > deadline:
                raise AssertionError(f"only {len(seen)} effects were seen")
            rows = connection.execute(query.where(Arrival.seq > last)).all()
            moment = time.perf_counter()
            for seq, number in rows:
                last = seq
                seen[number] = moment
            time.sleep(LOOK_SECONDS)


@contextmanager
def _workers(writing: Database, reading: Database, broker: Broker) -> Iterator[None]:
    with TemporaryDirectory() as folder:
        children = [
            processes.start(
                [sys.executable, "-m", f"tests.faults.sample_service.{name}", "run"],
                log=Path(folder) / f"{name}.log",
                environment=_environment(database, broker),
            )
            for name, database in (("parcels", writing), ("board", reading))
        ]
        try:
            yield
        finally:
            for child in children:
                processes.stop(child)


def _environment(database: Database, broker: Broker) -> Mapping[str, str]:
    return os.environ | {
        "DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
        "AMQP_URL": broker.amqp_url,
        "SECRET_KEY": "of a measurement",
        "SESSION_KEYS": "",
    }
