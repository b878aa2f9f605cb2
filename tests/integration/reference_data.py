"""For tests of survey and visits: a front desk whose events travel through a real broker, and readers who sign in."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from joserfc.jwk import KeySet, OKPKey
from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import DeclarativeBase
from werkzeug.test import Client

from services.ticketing import handlers
from services.ticketing.app import SERVICE as TICKETING
from services.ticketing.models import Staff
from shared import consumer, relay, tokens
from shared.db import Database
from shared.inbox import Inbox
from shared.outbox import OutboxRow
from shared.service import Service
from shared.testing.brokers import Broker
from shared.web import mounted
from shared.worker import Loop
from tests.integration.ticketing_desk import PASSWORD, Desk

PATIENCE_SECONDS = 20.0
KEY = OKPKey.generate_key("Ed25519", {"kid": "tests"})
Rows = dict[str, list[tuple[Any, ...]]]


class Copies:
    """``service`` and its database, fed by the events of a front desk."""

    def __init__(self, desk: Desk, service: Service, database: Database) -> None:
        self.desk = desk
        self.service = service
        self.database = database

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
        stop, url = threading.Event(), broker.amqp_url
        loops = [
            Loop("relay", partial(relay.run, self.desk.database, url), stop),
            Loop("consumer", partial(consumer.run, self.database, self.service, url, 1), stop),
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


def company_approver(desk: Desk) -> Staff:
    """An account that sees every estate."""
    with desk.database.write() as session:
        return handlers.create_staff(session, username="company", name="陈总", roles=["company"], password=PASSWORD)


class Reader:
    """A person of the staff, or nobody, who uses the pages and the API of one service."""

    def __init__(self, app: Flask, staff: Staff | None, language: str = "zh") -> None:
        self.client = Client(mounted(app))
        self.headers = {"Accept-Language": language}
        if staff is not None:
            self.headers["Authorization"] = f"Bearer {_token(staff)}"

    def get(self, path: str) -> Any:
        return self.client.get(path, headers=self.headers)


def _token(staff: Staff) -> str:
    key = json.dumps(KEY.as_dict(private=True))
    token, _expires_at = tokens.issue(
        key, subject=staff.id, name=staff.name, roles=staff.roles, estates=staff.estates, language=None
    )
    return token


def configure(monkeypatch: pytest.MonkeyPatch, database: Database) -> None:
    """The environment in which a service's ``create_app`` finds this database and these tests' sign-in keys."""
    keys = KeySet([KEY]).as_dict(private=False)
    for name, value in {
        "DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
        "AMQP_URL": "amqp://nobody.invalid",
        "SECRET_KEY": "a secret of tests only",
        "SESSION_KEYS": json.dumps(keys),
        "LOG_FORMAT": "text",
    }.items():
        monkeypatch.setenv(name, value)
