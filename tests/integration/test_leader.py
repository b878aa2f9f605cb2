"""One leader for each duty of a service, whatever happens to the others."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import text

from shared.db import POOL_SIZE, Database
from shared.leader import LEASE, Leader
from shared.testing.databases import PostgreSQLDatabases
from tests.conftest import MakeDatabase

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture
def postgresql_database(postgresql_databases: PostgreSQLDatabases) -> Iterator[Database]:
    """For what is true of advisory locks only."""
    url = postgresql_databases.create("mechanism")
    opened = Database(url)
    yield opened
    opened.close()
    postgresql_databases.drop(url)


def test_of_two_candidates_one_leads_and_goes_on_leading(database: Database) -> None:
    first, second = Leader(database, "relay"), Leader(database, "relay")
    assert [(first.leads(), second.leads()) for _ in range(5)] == [(True, False)] * 5
    first.resign()


def test_another_leads_at_once_after_the_leader_resigned(database: Database) -> None:
    first, second = Leader(database, "relay"), Leader(database, "relay")
    assert first.leads()
    first.resign()
    assert second.leads()
    assert not first.leads()
    second.resign()


def test_who_never_led_takes_nothing_away_by_resigning(database: Database) -> None:
    first, second = Leader(database, "relay"), Leader(database, "relay")
    assert first.leads()
    assert not second.leads()
    second.resign()
    assert first.leads()
    first.resign()


def test_each_duty_has_a_leader_of_its_own(database: Database) -> None:
    relay, timers = Leader(database, "relay"), Leader(database, "timers")
    assert (relay.leads(), timers.leads()) == (True, True)
    relay.resign()
    timers.resign()


def test_each_service_has_a_leader_of_its_own(make_database: MakeDatabase) -> None:
    one, other = Leader(make_database("mechanism"), "relay"), Leader(make_database("mechanism"), "relay")
    assert (one.leads(), other.leads()) == (True, True)
    one.resign()
    other.resign()


def test_another_leads_after_the_leader_died(database: Database) -> None:
    dead, heir = Leader(database, "relay"), Leader(database, "relay")
    with time_machine.travel(NOON, tick=False) as moment:
        assert dead.leads()
        assert not heir.leads()
        _cut_connections(database)  # the kernel does it for a process that dies; on SQLite the lease runs out
        moment.shift(LEASE + timedelta(milliseconds=1))
        assert heir.leads()
        assert not dead.leads()
    heir.resign()


def test_a_lease_is_renewed_long_before_it_ends(database: Database) -> None:
    leader, rival = Leader(database, "relay"), Leader(database, "relay")
    with time_machine.travel(NOON, tick=False) as moment:
        for _second in range(20):
            assert leader.leads()
            assert not rival.leads()
            moment.shift(1)
    leader.resign()


def test_many_tries_to_lead_use_up_no_connections(database: Database) -> None:
    leader, rival = Leader(database, "relay"), Leader(database, "relay")
    assert leader.leads()
    for _ in range(3 * POOL_SIZE):
        assert not rival.leads()
    assert database.answers()
    leader.resign()


def test_a_leader_that_lost_its_connection_many_times_has_used_up_none(postgresql_database: Database) -> None:
    leader = Leader(postgresql_database, "relay")
    for _ in range(3 * POOL_SIZE):
        assert leader.leads()
        _cut_connections(postgresql_database)
        assert not leader.leads()
    assert postgresql_database.answers()


def _cut_connections(database: Database) -> None:
    if database.is_sqlite:
        return
    with database.engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
