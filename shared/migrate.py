"""Migrations: one branch for the platform's own tables, one for each service's, in the same database.

    python -m shared.migrate revision ticketing "Add the price list"
    python -m shared.migrate revision mechanism "Add leases"

Migrations only go forward: a change that old code can't live with is spread over two releases.
"""

import argparse
import importlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from alembic import autogenerate, command, op
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, MetaData, Uuid, func, select

from shared import audit, eventlog, idempotency, inbox, leader, outbox, parking, timers
from shared.db import Database, MechanismBase, UTCDateTime
from shared.service import Service

ROOT = Path(__file__).resolve().parent.parent
MECHANISM = "mechanism"
# Importing them fills the metadata.
MECHANISM_MODULES = (audit, eventlog, idempotency, inbox, leader, outbox, parking, timers)


class DatabaseIsNewer(SystemExit):
    """The database has a migration that this version does not know; the process ends with this sentence."""


def upgrade(database: Database, service: str, to: str = "heads") -> None:
    """Brings the database to the newest schema, or to the revision ``to``; several callers at once wait for each other.

    Raises ``DatabaseIsNewer``: there is no way back by migrating.
    """
    with database.engine.execution_options(immediate=True).begin() as connection:
        if not database.is_sqlite:
            connection.execute(select(func.pg_advisory_xact_lock(leader.lock_number("migrate"))))
        config = _config(service, connection)
        _refuse_newer(config, connection, service)
        command.upgrade(config, to)


def add_reference(table: str, column: str, to: str) -> None:
    """Within a migration: a column of ``table`` that refers to a row of ``to``, or to none.

    SQLite can add a column that refers to a table, but no reference to a column; copying the table, as alembic would,
    breaks what refers to it.
    """
    name = f"fk_{table}_{column}_{to}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} CHAR(32) CONSTRAINT {name} REFERENCES {to} (id)")
        return
    op.add_column(table, Column(column, Uuid(), nullable=True))
    op.create_foreign_key(op.f(name), table, to, [column], ["id"])


def _refuse_newer(config: Config, connection: Connection, service: str) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if unknown := sorted(set(MigrationContext.configure(connection).get_current_heads()) - known):
        raise DatabaseIsNewer(
            f"{service}: a newer version has migrated this database ({', '.join(unknown)}). "
            "Start that version, or restore the backup that was made before it."
        )


def is_current(database: Database, service: str) -> bool:
    """Whether the database has every migration that this code ships."""
    heads = set(ScriptDirectory.from_config(_config(service)).get_heads())
    with database.engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) == heads


def differences(database: Database, service: Service) -> list[Any]:
    """What the models have and a migrated database has not, or the other way round; empty when they agree."""
    with database.engine.connect() as connection:
        return [
            difference
            for metadata in (MechanismBase.metadata, service.metadata)
            for difference in autogenerate.compare_metadata(_context(connection, metadata), metadata)
        ]


def revision(branch: str, message: str) -> None:
    """Writes the migration that brings the newest schema of ``branch`` to its models."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/scratch.db")
        upgrade(database, branch)
        with database.engine.connect() as connection:
            config = _config(branch, connection, _metadata(branch))
            scripts = ScriptDirectory.from_config(config)
            exists = any(branch in script.branch_labels for script in scripts.walk_revisions())
            command.revision(
                config,
                message,
                autogenerate=True,
                head=f"{branch}@head" if exists else "base",
                splice=False,
                branch_label=None if exists else branch,
                version_path=_versions(branch),
                rev_id=_next_id(branch),
            )
        database.close()


IncludeObject = Callable[[Any, str | None, str, bool, Any], bool]


def objects_of(dialect: str) -> IncludeObject:
    """What a database of ``dialect`` is compared by.

    The tables of the other branch, which share the database, are left alone. An index by a method of PostgreSQL's (gin)
    is only there.
    """

    def include(item: Any, _name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
        if kind == "index" and not reflected and item.dialect_options["postgresql"]["using"]:
            return dialect == "postgresql"
        return not (kind == "table" and reflected and compare_to is None)

    return include


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Writes our time type as the plain column type it is, so that migrations do not depend on the models."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UTCDateTime) else False


def _config(service: str, connection: Connection | None = None, metadata: MetaData | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "shared" / "migrations"))
    config.set_main_option("file_template", "%%(rev)s")
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(dict.fromkeys((_versions(MECHANISM), _versions(service)))))
    config.attributes.update(connection=connection, metadata=metadata)
    return config


def _context(connection: Connection, metadata: MetaData) -> MigrationContext:
    options = {"target_metadata": metadata, "include_object": objects_of(connection.dialect.name), "compare_type": True}
    return MigrationContext.configure(connection, opts=options)


def _versions(branch: str) -> str:
    folder = ROOT / "shared" if branch == MECHANISM else ROOT / "services" / branch
    return str(folder / "migrations" / "versions")


def _next_id(branch: str) -> str:
    return f"{branch}_{len(list(Path(_versions(branch)).glob('*.py'))) + 1:04}"


def _metadata(branch: str) -> MetaData:
    if branch == MECHANISM:
        return MechanismBase.metadata
    metadata: MetaData = importlib.import_module(f"services.{branch}.models").Base.metadata
    return metadata


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes a migration from the models.")
    parser.add_argument("command", choices=["revision"])
    parser.add_argument("branch", help="mechanism, or a service's name")
    parser.add_argument("message")
    arguments = parser.parse_args()
    revision(arguments.branch, arguments.message)


if __name__ == "__main__":
    main()
