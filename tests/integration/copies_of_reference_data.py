"""What survey and visits share in tests: events travel from a front desk through a real broker into their copies."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import DeclarativeBase

from shared import consumer, relay
from shared.db import Database
from shared.service import Service
from shared.testing.brokers import Broker
from shared.worker import Loop

PATIENCE_SECONDS = 20.0


@contextmanager
def flowing(broker: Broker, desk: Database, service: Service, database: Database) -> Iterator[None]:
    """The desk's relay and the service's consumer run meanwhile."""
    stop = threading.Event()
    loops = [
        Loop("relay", partial(relay.run, desk, broker.amqp_url), stop),
        Loop("consumer", partial(consumer.run, database, service, broker.amqp_url, 1), stop),
    ]
    for loop in loops:
        loop.thread.start()
    try:
        yield
    finally:
        stop.set()
        for loop in loops:
            loop.thread.join(PATIENCE_SECONDS)


def wait_until(condition: Callable[[], bool]) -> None:
    """Fails when ``condition`` does not hold in time."""
    ended, pause = threading.Event(), 0.05
    for _attempt in range(int(PATIENCE_SECONDS / pause)):
        if condition():
            return
        ended.wait(pause)
    pytest.fail("It did not happen in time.")


def contents(database: Database, tables: tuple[type[DeclarativeBase], ...]) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the tables, by table, in the order of their keys."""
    with database.read() as session:
        return {
            table.__tablename__: [
                tuple(row) for row in session.execute(select(*inspect(table).columns).order_by(inspect(table).primary_key[0]))
            ]
            for table in tables
        }
