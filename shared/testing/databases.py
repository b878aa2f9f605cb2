"""Fresh databases in milliseconds: migrated once for each service, then copied."""

import shutil
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy.engine import make_url

from shared import migrate
from shared.db import Database
from shared.ids import new_id
from shared.testing.servers import PostgreSQL


class Databases(Protocol):
    """Makes databases of one kind; ``service`` may be ``mechanism`` for the platform's own tables alone."""

    def create(self, service: str) -> str:
        """The SQLAlchemy URL of a freshly migrated database that nobody else uses."""

    def copy(self, url: str) -> str:
        """Another database with all that the one at ``url`` holds; nobody may be connected to it."""

    def drop(self, url: str) -> None: ...


class SQLiteDatabases:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def create(self, service: str) -> str:
        template = self.folder / f"{service}.template"
        if not template.exists():
            _migrate(f"sqlite:///{template}", service)
        path = self.folder / f"{service}-{new_id()}.db"
        shutil.copyfile(template, path)
        return f"sqlite:///{path}"

    def copy(self, url: str) -> str:
        path = self.folder / f"copy-{new_id()}.db"
        shutil.copyfile(make_url(url).database or "", path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        for path in self.folder.glob(f"{Path(make_url(url).database or '').name}*"):
            path.unlink()


class PostgreSQLDatabases:
    def __init__(self, server: PostgreSQL) -> None:
        self.server = server
        self.templates: set[str] = set()

    def create(self, service: str) -> str:
        template = f"template_{service}"
        if template not in self.templates:
            self._run(f'CREATE DATABASE "{template}"')
            _migrate(f"{self.server.url}{template}", service)
            self.templates.add(template)
        return self.copy(f"{self.server.url}{template}")

    def copy(self, url: str) -> str:
        name = f"copy_{new_id().hex}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{make_url(url).database}"')
        return f"{self.server.url}{name}"

    def drop(self, url: str) -> None:
        self._run(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        if not self.server.running:  # a fault test may have left it down
            self.server.start()
        url = self.server.url.replace("+psycopg", "")
        with psycopg.connect(f"{url}postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


def _migrate(url: str, service: str) -> None:
    database = Database(url)
    migrate.upgrade(database, service)
    database.close()
