"""Fixtures for all tests: real servers, started at first use, one set for the session."""

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from flask import Flask
from hypothesis import settings
from jinja2.bccache import Bucket, BytecodeCache
from playwright.sync_api import Browser, Page
from xdist.scheduler import LoadFileScheduling

from shared.config import Settings
from shared.db import Database
from shared.testing import brokers, browsers, buckets, mail, needs, scratch, servers
from shared.testing.brokers import Broker
from shared.testing.buckets import BucketServer
from shared.testing.databases import Databases, Furnish, PostgreSQLDatabases, SQLiteDatabases
from shared.testing.mail import MailServer
from shared.testing.needs import need
from shared.testing.servers import PostgreSQL, RabbitMQ

MakeDatabase = Callable[..., Database]
TOGETHER = "tests/e2e/"
KINDS = ("sqlite", "postgresql")


class CompiledTemplates(BytecodeCache):
    """Templates compiled once for all applications of a test run."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


def pytest_configure(config: pytest.Config) -> None:
    needs.names_left_out()
    gc.set_threshold(100_000, 50, 100)  # looking through all modules for garbage that often took a tenth of the time
    settings.register_profile("linli", deadline=None)  # a busy machine is no failure
    settings.load_profile("linli")
    Flask.jinja_options = {"bytecode_cache": CompiledTemplates()}
    if not hasattr(config, "workerinput"):  # the workers of a run share its folder
        kept = ExitStack()
        kept.enter_context(scratch.folder())
        config.add_cleanup(kept.close)


class ByFile(LoadFileScheduling):  # type: ignore[misc] # it ships no types
    """What a module or a folder shares is made in one process: the tests of a file stay together, those of e2e too."""

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER if nodeid.startswith(TOGETHER) else str(super()._split_scope(nodeid))


@pytest.hookimpl
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


def pytest_report_header() -> list[str]:
    lines = [f"servers: {servers.kind()}"]
    if names := needs.names_left_out():
        lines.append(f"{needs.VARIABLE}: tests that need {', '.join(names)} are left out")
    return lines


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reasons = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    for name in needs.names_left_out():
        count = sum(needs.LEFT_OUT + name in reason for reason in reasons)
        terminalreporter.write_line(f"{count} tests {needs.LEFT_OUT}{name}", yellow=True)


@pytest.fixture(scope="session")
def rabbitmq_server() -> Iterator[RabbitMQ]:
    """The session's broker, with ``kill``, ``stop`` and ``start`` for fault tests."""
    need("rabbitmq")
    with servers.rabbitmq() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQL]:
    """The session's PostgreSQL, with ``kill``, ``stop`` and ``start`` for fault tests."""
    need("postgresql")
    with servers.postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SQLiteDatabases:
    return SQLiteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_databases(postgresql_server: PostgreSQL) -> PostgreSQLDatabases:
    return PostgreSQLDatabases(postgresql_server)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that uses a database runs on both kinds, unless it says that one is enough."""
    if "databases" in metafunc.fixturenames:
        one = metafunc.definition.get_closest_marker("one_database")
        metafunc.parametrize("databases", KINDS[:1] if one else KINDS, indirect=True)


@pytest.fixture
def databases(request: pytest.FixtureRequest) -> Databases:
    chosen: Databases = request.getfixturevalue(f"{request.param}_databases")
    return chosen


@pytest.fixture
def service_name() -> str:
    """Whose tables ``database`` has; a test module overrides it. ``mechanism`` is what all services have."""
    return "mechanism"


@pytest.fixture
def database_url(databases: Databases, service_name: str) -> Iterator[str]:
    """A freshly migrated database of ``service_name``."""
    url = databases.create(service_name)
    yield url
    databases.drop(url)


@pytest.fixture
def database(databases: Databases, database_url: str) -> Database:
    return databases.opened(database_url)


@pytest.fixture
def make_database(databases: Databases) -> Iterator[MakeDatabase]:
    """``make_database("ticketing", settings, furnish)``: a fresh database for each call; see ``Databases.create``."""
    made: list[str] = []

    def make(service: str, settings: Settings | None = None, furnish: Furnish | None = None) -> Database:
        url = databases.create(service, furnish)
        made.append(url)
        return databases.opened(url, settings)

    yield make
    for url in made:
        databases.drop(url)


@pytest.fixture
def broker(rabbitmq_server: RabbitMQ) -> Iterator[Broker]:
    """An empty virtual host; ``broker.declare(services)`` applies the topology."""
    created = brokers.create(rabbitmq_server)
    yield created
    brokers.delete(created)


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A real SMTP server; ``mail_server.url`` for apprise, ``mail_server.messages`` for what came."""
    with mail.mail_server() as server:
        yield server


@pytest.fixture(scope="session")
def bucket_server() -> Iterator[BucketServer]:
    """A real S3 server; ``bucket_server.bucket()`` is an empty bucket."""
    with buckets.bucket_server() as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    need("chromium")
    with browsers.chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a fresh profile, as a Chinese reader at a desk sees it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai")
    yield context.new_page()
    context.close()
