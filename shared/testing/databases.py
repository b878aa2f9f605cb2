"""Fresh databases in milliseconds: migrated, and furnished, once for each kind, then copied or put back."""

import shutil
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from shared import migrate
from shared.config import Settings
from shared.db import Database
from shared.ids import new_id
from shared.testing.servers import PostgreSQL

Furnish = Callable[[Database], object]
Model = tuple[str, Furnish | None]

KEEP = """
DROP SCHEMA IF EXISTS kept CASCADE;
CREATE SCHEMA kept;
CREATE VIEW kept.shape AS SELECT count(*) FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid
    WHERE relnamespace = 'public'::regnamespace AND NOT attisdropped;
DO $do$
DECLARE
    entry record;
    filled boolean;
    emptying text := format('IF (SELECT count FROM kept.shape) <> %s THEN RAISE ''other tables''; END IF; ',
                            (SELECT count FROM kept.shape));
    filling text := '';
BEGIN
    FOR entry IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', entry.name) INTO filled;
        emptying := emptying || format('DELETE FROM public.%I; ', entry.name);
        IF filled THEN
            EXECUTE format('CREATE TABLE kept.%I AS TABLE public.%I', entry.name, entry.name);
            filling := filling || format('INSERT INTO public.%I SELECT * FROM kept.%I; ', entry.name, entry.name);
        END IF;
    END LOOP;
    FOR entry IN SELECT sequencename AS name, coalesce(last_value, 1) AS number, last_value IS NOT NULL AS used
                 FROM pg_sequences WHERE schemaname = 'public' LOOP
        filling := filling || format('PERFORM setval(''public.%I'', %s, %L); ', entry.name, entry.number, entry.used);
    END LOOP;
    EXECUTE format('CREATE FUNCTION kept.put_back() RETURNS void LANGUAGE plpgsql AS %L',
                   'BEGIN ' || emptying || filling || 'END');
END
$do$
"""
PUT_BACK = """
SET LOCAL lock_timeout = '1s';
SET LOCAL session_replication_role = replica; -- no trigger, no foreign key meanwhile
SELECT kept.put_back()
"""


class Databases(Protocol):
    """Makes databases of one kind; ``service`` may be ``mechanism`` for the platform's own tables alone."""

    def create(self, service: str, furnish: Furnish | None = None) -> str:
        """The SQLAlchemy URL of a freshly migrated database that nobody else uses.

        It holds what ``furnish`` writes. That is called once for each service, and what it wrote is copied from then
        on; every ``partial`` of a function counts as the same, so its arguments must come to the same.
        """

    def opened(self, url: str, settings: Settings | None = None) -> Database:
        """The database; its engine is kept with what it has compiled, for the next who gets this URL."""

    def drop(self, url: str) -> None:
        """Afterwards it is gone, or it is as it was created and waits for the next who asks for its like."""


class _Copied:
    """Keeps what was migrated and furnished; each kind of database has its own way to copy it and to put it back."""

    def __init__(self) -> None:
        self._models: dict[Model, str] = {}
        self._opened: dict[str, Database] = {}
        self._lent: dict[str, Model] = {}
        self._idle: defaultdict[Model, list[str]] = defaultdict(list)

    def create(self, service: str, furnish: Furnish | None = None) -> str:
        model = (service, furnish.func if isinstance(furnish, partial) else furnish)
        self._prepare(model, furnish)
        url = self._idle[model].pop() if self._idle[model] else self._copy(self._models[model])
        self._lent[url] = model
        return url

    def opened(self, url: str, settings: Settings | None = None) -> Database:
        if url not in self._opened:
            self._opened[url] = Database(url)
        database = self._opened[url]
        database.settings = settings
        return database

    def drop(self, url: str) -> None:
        model = self._lent.pop(url)
        if self._put_back(url, self._models[model]):
            self._idle[model].append(url)
            return
        if url in self._opened:
            self._opened.pop(url).close()
        self._remove(url)

    def _prepare(self, model: Model, furnish: Furnish | None) -> None:
        """Migrates once for each service, and furnishes a copy of that."""
        if model in self._models:
            return
        service, bare = model[0], (model[0], None)
        if furnish is None:
            self._models[model] = self._written(self._empty(), lambda database: migrate.upgrade(database, service))
        else:
            self._prepare(bare, None)
            self._models[model] = self._written(self._copy(self._models[bare]), furnish)

    def _written(self, url: str, write: Furnish) -> str:
        database = Database(url)
        write(database)
        database.close()
        return url

    def _empty(self) -> str:
        raise NotImplementedError

    def _copy(self, model: str) -> str:
        raise NotImplementedError

    def _put_back(self, url: str, model: str) -> bool:
        """Whether the database holds again what it was created with."""
        raise NotImplementedError

    def _remove(self, url: str) -> None:
        raise NotImplementedError


class SQLiteDatabases(_Copied):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def _empty(self) -> str:
        return f"sqlite:///{self.folder / f'{new_id()}.db'}"

    def _copy(self, model: str) -> str:
        copied = self._empty()
        shutil.copyfile(_file(model), _file(copied))
        return copied

    def _put_back(self, url: str, model: str) -> bool:
        if url in self._opened:
            self._opened[url].close()
        self._remove(url)
        shutil.copyfile(_file(model), _file(url))
        return True

    def _remove(self, url: str) -> None:
        for path in self.folder.glob(f"{_file(url).name}*"):
            path.unlink()


def _file(url: str) -> Path:
    return Path(make_url(url).database or "")


class PostgreSQLDatabases(_Copied):
    """Putting back what a database held takes a twentieth of the time of copying its hundreds of files."""

    def __init__(self, server: PostgreSQL) -> None:
        super().__init__()
        self.server = server
        self._connection: psycopg.Connection[Any] | None = None

    def _written(self, url: str, write: Furnish) -> str:
        super()._written(url, write)
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            connection.execute(KEEP)
        return url

    def _empty(self) -> str:
        return self._make("template1")

    def _copy(self, model: str) -> str:
        return self._make(make_url(model).database or "")

    def _put_back(self, url: str, _model: str) -> bool:
        """Neither a server that was stopped meanwhile nor a transaction that a test has left open is waited for."""
        try:
            with self.opened(url).engine.begin() as connection:
                connection.exec_driver_sql(PUT_BACK)
        except SQLAlchemyError:
            return False
        return True

    def _remove(self, url: str) -> None:
        self._run(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

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
