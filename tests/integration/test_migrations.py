"""Migrations bring every database to what the models say, whoever starts them and how many at once."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import column, insert, inspect, select, table, text

from deploy.services import SERVICES
from services.ticketing.models import Ticket
from services.ticketing.queries.ticket_search import is_about
from shared import migrate
from shared.db import Database, MechanismBase
from shared.ids import new_id
from shared.outbox import OutboxRow
from shared.service import Service
from shared.testing.databases import Databases, SQLiteDatabases
from tests.conftest import MakeDatabase

ROOT = Path(__file__).resolve().parents[2]
every_service = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)


@pytest.fixture
def empty(databases: Databases, tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    if isinstance(databases, SQLiteDatabases):
        database = Database(f"sqlite:///{tmp_path}/empty.db")
        yield database
        database.close()
        return
    url = databases.create("mechanism")
    database = Database(url)
    with database.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    yield database
    database.close()
    databases.drop(url)


@every_service
def test_a_migrated_database_is_what_the_models_say(service: Service, make_database: MakeDatabase) -> None:
    assert migrate.differences(make_database(service.name), service) == []


@every_service
def test_a_migrated_database_has_no_table_that_no_model_knows(service: Service, make_database: MakeDatabase) -> None:
    tables = set(inspect(make_database(service.name).engine).get_table_names())
    known = {*service.metadata.tables, *MechanismBase.metadata.tables, "alembic_version"}
    assert tables == known


def test_a_model_that_no_migration_knows_is_noticed(empty: Database) -> None:
    service = SERVICES[0]
    migrate.upgrade(empty, "mechanism")
    missing = {difference[1].name for difference in migrate.differences(empty, service) if difference[0] == "add_table"}
    assert missing == set(service.metadata.tables)


def test_a_database_of_a_newer_version_is_left_alone(make_database: MakeDatabase) -> None:
    database = make_database("visits")
    with database.engine.begin() as connection:
        connection.execute(
            text("UPDATE alembic_version SET version_num = 'visits_9999' WHERE version_num LIKE 'visits%'")
        )
    with pytest.raises(migrate.DatabaseIsNewer, match=r"newer version .*\(visits_9999\)"):
        migrate.upgrade(database, "visits")


def test_a_database_is_current_once_it_was_migrated(empty: Database) -> None:
    assert not migrate.is_current(empty, "ticketing")
    migrate.upgrade(empty, "ticketing")
    assert migrate.is_current(empty, "ticketing")


def test_migrating_again_changes_nothing(empty: Database) -> None:
    migrate.upgrade(empty, "ticketing")
    before = _schema(empty)
    migrate.upgrade(empty, "ticketing")
    assert _schema(empty) == before


def test_several_that_migrate_at_once_wait_for_each_other(empty: Database) -> None:
    environment = os.environ | {
        "DATABASE_URL": empty.engine.url.render_as_string(hide_password=False),
        **dict.fromkeys(("AMQP_URL", "SECRET_KEY", "SESSION_KEYS", "SESSION_SIGNING_KEY"), "unused"),
    }
    command = [sys.executable, "-m", "services.ticketing.worker", "migrate"]
    migrations = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    errors = [migration.communicate(timeout=100)[1] for migration in migrations]
    assert [migration.returncode for migration in migrations] == [0, 0], errors
    assert migrate.is_current(empty, "ticketing")
    with empty.read() as session:  # the rows that a migration wrote are told
        assert "ticketing.commitment_changed.v1" in session.scalars(select(OutboxRow.key)).all()


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty: Database) -> None:
    migrate.upgrade(empty, "mechanism")
    with empty.engine.begin() as connection:  # stands in the way of the service's own table
        connection.execute(text("CREATE TABLE ticket (id integer)"))
    before = _schema(empty)
    with pytest.raises(Exception, match="ticket"):
        migrate.upgrade(empty, "ticketing")
    assert _schema(empty) == before


def test_tickets_filed_before_the_search_had_words_are_found(empty: Database) -> None:
    migrate.upgrade(empty, "mechanism")
    migrate.upgrade(empty, "ticketing", to="ticketing_0005")
    estate_id, ticket_ids = new_id(), [new_id() for _ in range(1001)]
    with empty.engine.begin() as connection:
        estate = {"id": estate_id, "version": 1, "code": "LX", "name": "邻香苑"}
        connection.execute(insert(table("estate", *map(column, estate))), _plain(empty, estate))
        ticket = {
            "version": 1, "estate_id": estate_id, "kind": "repair", "tier": "normal", "category": "",
            "title": "水管爆裂", "description": "", "channel": "phone", "status": "received",
            "unit_path": "2栋 5层 0502", "reporter_name": "", "reporter_phone": "", "opened_by": "",
            "opened_at": "2026-11-25 08:00:00", "reopened": 0, "next_due_at": "9999-01-01 00:00:00",
        }  # fmt: skip
        rows = [ticket | {"id": ticket_id, "number": str(ticket_id)} for ticket_id in ticket_ids]
        connection.execute(insert(table("ticket", *map(column, rows[0]))), [_plain(empty, row) for row in rows])
    migrate.upgrade(empty, "ticketing")
    with empty.read() as session:
        assert sorted(session.scalars(select(Ticket.id).where(is_about(session, "水管 502")))) == ticket_ids


def _plain(database: Database, row: dict[str, Any]) -> dict[str, Any]:
    """As the columns store it, which know no types here."""
    return {name: value.hex if isinstance(value, UUID) and database.is_sqlite else value for name, value in row.items()}


def _schema(database: Database) -> dict[str, list[str]]:
    inspector = inspect(database.engine)
    return {
        table: sorted(column["name"] for column in inspector.get_columns(table))
        for table in inspector.get_table_names()
    }
