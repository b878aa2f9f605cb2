"""For tests of survey and visits: a front desk whose events travel through a real broker, and readers who sign in."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import DeclarativeBase

from services.ticketing import handlers
from services.ticketing.app import SERVICE as TICKETING
from services.ticketing.models import Staff
from shared import consumer, relay
from shared.config import Settings
from shared.db import Database
from shared.directory import StaffRights
from shared.inbox import Inbox
from shared.outbox import OutboxRow
from shared.service import Service
from shared.testing.brokers import Broker
from shared.worker import Loop
from tests.integration.ticketing_api import KEYS, SIGNING_KEY, Caller, token_of
from tests.integration.ticketing_desk import PASSWORD, SETTINGS, Desk

PATIENCE_SECONDS = 20.0
S = TypeVar("S", bound=Settings)
Rows = dict[str, list[tuple[Any, ...]]]


class Copies:
    """``service`` and its database, fed by the events of a front desk."""

    def __init__(self, desk: Desk, service: Service, database: Database) -> None:
        self.desk = desk
        self.service = service
        self.database = database
        self.database.settings = database.settings or replace(SETTINGS, service=service.name)

    def take_events(self) -> int:
        """Applies what waits in the desk's outbox, without a broker; returns how many events that were."""
        with self.desk.database.write() as session:
            waiting = session.execute(select(OutboxRow.key, OutboxRow.body).order_by(OutboxRow.seq))
            events = [(key, body) for key, body in waiting]
            session.execute(delete(OutboxRow))
        Inbox(self.database, self.service).apply(events)
        return len(events)

    @contextmanager
    def flowing(self, broker: Broker) -> Iterator[None]:
        """The desk's relay and the service's consumer run meanwhile, with the broker between them."""
        broker.declare([TICKETING, self.service])
        stop, url, queue = threading.Event(), broker.amqp_url, f"{self.service.name}.events.0"
        loops = [
            Loop("relay", partial(relay.run, self.desk.database, url), stop),
            Loop("consumer", partial(consumer.run, self.database, self.service, url, queue), stop),
        ]
        for loop in loops:
            loop.thread.start()
        try:
            yield
        finally:
            stop.set()
            for loop in loops:
                loop.thread.join(PATIENCE_SECONDS)

    def get(self, table: type[DeclarativeBase], key: UUID) -> Any:
        with self.database.read() as session:
            return session.get_one(table, key)

    def rows(self, *tables: type[DeclarativeBase]) -> Rows:
        """The contents of the tables, by table, in the order of their keys."""
        with self.database.read() as session:
            return {table.__tablename__: _rows(session, table) for table in tables}


def _rows(session: Any, table: type[DeclarativeBase]) -> list[tuple[Any, ...]]:
    key = inspect(table).primary_key[0]
    return [tuple(row) for row in session.execute(select(*inspect(table).columns).order_by(key))]


def wait_until(condition: Callable[[], bool]) -> None:
    """Fails when ``condition`` does not hold in time."""
    never, pause = threading.Event(), 0.05
    for _attempt in range(int(PATIENCE_SECONDS / pause)):
        if condition():
            return
        never.wait(pause)
    pytest.fail("It did not happen in time.")


def open_desk(database: Database) -> Desk:
    """The test desk, with the keys that sign tokens."""
    desk = Desk(database)
    database.settings = replace(SETTINGS, session_keys=KEYS, session_signing_key=SIGNING_KEY)
    return desk


def company_approver(desk: Desk) -> Staff:
    """An account that sees every estate."""
    with desk.database.write() as session:
        return handlers.create_staff(session, username="company", name="陈总", roles=["company"], password=PASSWORD)


def settings(kind: type[S], service: str) -> S:
    """Settings under which a service takes the tokens that ``signed_in`` makes."""
    named = {field.name: getattr(SETTINGS, field.name) for field in fields(kind) if hasattr(SETTINGS, field.name)}
    return kind(**named | {"service": service, "session_keys": KEYS})


def signed_in(app: Flask, staff: StaffRights, language: str = "zh") -> Caller:
    """The person with a browser or a program."""
    return Caller(app, token_of(staff), language)
