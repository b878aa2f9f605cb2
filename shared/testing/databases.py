"""Fresh databases in milliseconds: migrated, and furnished, once for each kind, then copied or put back."""

import shutil
from collections import defaultdict
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
PUT_BACK = "SET session_replication_role = replica; SELECT kept.put_back()"  # no trigger, no foreign key meanwhile


class Databases(Protocol):
    """Makes databases of one kind; ``service`` may be ``mechanism`` for the platform's own tables alone."""

    def create(self, service: str, furnish: Furnish | None = None) -> str:
        """The SQLAlchemy URL of a freshly migrated database that nobody else uses.

        It holds what ``furnish`` writes. That is called once for each service, and what it wrote is copied from then
        on; every ``partial`` of a function counts as the same, so its arguments must come to the same.
        """

    def drop(self, url: str) -> None:
        """Afterwards it is gone, or it is as it was created and waits for the next who asks for its like."""


class _Copied:
    """Keeps what was migrated and furnished; each kind of database has its own way to copy it."""

    def __init__(self) -> None:
        self._models: dict[Model, str] = {}

    def create(self, service: str, furnish: Furnish | None = None) -> str:
        model = (service, furnish.func if isinstance(furnish, partial) else furnish)
        if model not in self._models:
            self._models[model] = self._furnished(service, furnish)
        return self._copy(model)

    def _furnished(self, service: str, furnish: Furnish | None) -> str:
        url = self._empty() if furnish is None else self.create(service)
        database = Database(url)
        migrate.upgrade(database, service) if furnish is None else furnish(database)
        database.close()
        return url

    def _empty(self) -> str:
        raise NotImplementedError

    def _copy(self, model: Model) -> str:
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

    def _copy(self, model: Model) -> str:
        copied = self._empty()
        shutil.copyfile(make_url(self._models[model]).database or "", make_url(copied).database or "")
        return copied


class PostgreSQLDatabases(_Copied):
    """Putting back what a database held takes a twentieth of the time of copying its hundreds of files."""

    def __init__(self, server: PostgreSQL) -> None:
        super().__init__()
        self.server = server
        self._connection: psycopg.Connection[Any] | None = None
        self._idle: defaultdict[Model, list[str]] = defaultdict(list)
        self._lent: dict[str, Model] = {}

    def drop(self, url: str) -> None:
        model = self._lent.pop(url, None)
        if model is None or not self._put_back(url):
            self._run(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')
        else:
            self._idle[model].append(url)

    def _furnished(self, service: str, furnish: Furnish | None) -> str:
        url = super()._furnished(service, furnish)
        self._lent.pop(url, None)
        with self._inside(url) as connection:
            connection.execute(KEEP)
        return url

    def _empty(self) -> str:
        return self._make("template1")

    def _copy(self, model: Model) -> str:
        idle = self._idle[model]
        url = idle.pop() if idle else self._make(make_url(self._models[model]).database or "")
        self._lent[url] = model
        return url

    def _put_back(self, url: str) -> bool:
        """Whether it is as it was created; a server that was stopped or killed meanwhile is not waited for."""
        try:
            with self._inside(url) as connection:
                connection.execute(PUT_BACK)
        except psycopg.Error:
            return False
        return True

    def _inside(self, url: str) -> psycopg.Connection[Any]:
        return psycopg.connect(url.replace("+psycopg", ""))

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
