"""Fresh databases in milliseconds: migrated, and furnished, once for each kind, then copied."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy.engine import make_url

from shared import migrate
from shared.db import Database
from shared.ids import new_id
from shared.testing.servers import PostgreSQL

Furnish = Callable[[Database], object]


class Databases(Protocol):
    """Makes databases of one kind; ``service`` may be ``mechanism`` for the platform's own tables alone."""

    def create(self, service: str, furnish: Furnish | None = None) -> str:
        """The SQLAlchemy URL of a freshly migrated database that nobody else uses.

        It holds what ``furnish`` writes. That is called once for each service, and what it wrote is copied from then
        on; every ``partial`` of a function counts as the same, so its arguments must come to the same.
        """

    def drop(self, url: str) -> None: ...


class _Copied:
    """Keeps what was migrated and furnished; each kind of database has its own way to copy it."""

    def __init__(self) -> None:
        self._models: dict[tuple[str, Furnish | None], str] = {}

    def create(self, service: str, furnish: Furnish | None = None) -> str:
        return self._copy(self._model(service, furnish))

    def _model(self, service: str, furnish: Furnish | None) -> str:
        key = (service, furnish.func if isinstance(furnish, partial) else furnish)
        if key not in self._models:
            url = self._empty() if furnish is None else self.create(service)
            database = Database(url)
            migrate.upgrade(database, service) if furnish is None else furnish(database)
            database.close()
            self._models[key] = url
        return self._models[key]

    def _empty(self) -> str:
        raise NotImplementedError

    def _copy(self, url: str) -> str:
        raise NotImplementedError


class SQLiteDatabases(_Copied):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def drop(self, url: str) -> None:
        for path in self.folder.glob(f"{Path(make_url(url).database or '').name}*"):
            path.unlink()

    def _empty(self) -> str:
        return f"sqlite:///{self.folder / f'{new_id()}.db'}"

    def _copy(self, url: str) -> str:
        copied = self._empty()
        shutil.copyfile(make_url(url).database or "", make_url(copied).database or "")
        return copied


class PostgreSQLDatabases(_Copied):
    def __init__(self, server: PostgreSQL) -> None:
        super().__init__()
        self.server = server
        self._connection: psycopg.Connection[Any] | None = None

    def drop(self, url: str) -> None:
        self._run(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def _empty(self) -> str:
        return self._make("template1")

    def _copy(self, url: str) -> str:
        return self._make(make_url(url).database or "")

    def _make(self, template: str) -> str:
        name = f"test_{new_id().hex}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return f"{self.server.url}{name}"

    def _run(self, statement: str) -> None:
        if not self.server.running:  # a fault test may have left it down
            self.server.start()
        try:
            self._connected().execute(statement.encode())
        except psycopg.OperationalError:  # it went down and came back since
            self._connection = None
            self._connected().execute(statement.encode())

    def _connected(self) -> psycopg.Connection[Any]:
        if self._connection is None:
            url = self.server.url.replace("+psycopg", "")
            self._connection = psycopg.connect(f"{url}postgres", autocommit=True)
        return self._connection
