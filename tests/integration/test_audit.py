"""The audit trail: no change of an audited row gets past it, and nobody rewrites it."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from shared import audit
from shared.actors import Actor
from shared.audit import AuditRow, Unaudited
from shared.db import Database
from shared.ids import new_id
from tests.faults.sample_service import handlers
from tests.faults.sample_service.models import Arrival, Locker, Parcel, create_tables

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
OFFICER = Actor("staff", id=new_id(), name="李敏", roles=frozenset({"officer"}))


@pytest.fixture
def desk(database: Database) -> Database:
    create_tables(database)
    return database


def trail(desk: Database, subject: object) -> list[AuditRow]:
    with desk.read() as session:
        rows = select(AuditRow).where(AuditRow.subject == subject).order_by(AuditRow.id)
        return list(session.scalars(rows))


def count(desk: Database, table: Any) -> int:
    with desk.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def place_locker(desk: Database, label: str = "A1") -> Locker:
    with desk.write(OFFICER) as session:
        return handlers.place_locker(session, label)


def test_the_trail_tells_who_did_what_and_when_and_what_it_was_before(desk: Database) -> None:
    with time_machine.travel(NOON, tick=False):
        locker = place_locker(desk, "A1")
        with desk.write(OFFICER) as session:
            handlers.relabel_locker(session, locker.id, "A2")
    placed, relabelled = sorted(trail(desk, locker.id), key=lambda row: row.action)
    assert (placed.action, placed.before, placed.after["label"]) == ("locker.place", {}, "A1")
    assert (relabelled.action, relabelled.at, relabelled.actor_kind, relabelled.actor_id, relabelled.actor_name) == (
        "locker.relabel", NOON, "staff", OFFICER.id, "李敏",
    )  # fmt: skip
    assert (relabelled.subject_type, relabelled.before, relabelled.after) == (
        "locker",
        {"label": "A1"},
        {"label": "A2"},
    )


def test_values_are_kept_as_a_reader_can_read_them(desk: Database) -> None:
    locker = place_locker(desk)
    [placed] = trail(desk, locker.id)
    assert placed.after["estate_id"] == str(handlers.ESTATE)


def refused(desk: Database, change: Any) -> None:
    """The change is refused, and nothing of its transaction stays."""
    before = {table: count(desk, table) for table in (Locker, Parcel, AuditRow, Arrival)}

    def attempt() -> None:
        with desk.write(OFFICER) as session:
            session.add(Arrival(subject="beside it", number=1))
            change(session)

    with pytest.raises(Unaudited):
        attempt()
    assert {table: count(desk, table) for table in before} == before


def test_a_new_row_without_a_record_is_refused(desk: Database) -> None:
    refused(desk, lambda session: session.add(Locker(label="A1", estate_id=handlers.ESTATE)))


def test_a_change_without_a_record_is_refused(desk: Database) -> None:
    locker = place_locker(desk)

    def relabel(session: Session) -> None:
        session.get_one(Locker, locker.id).label = "A2"

    refused(desk, relabel)
    with desk.read() as session:
        assert session.get_one(Locker, locker.id).label == "A1"


def test_a_removal_without_a_record_is_refused(desk: Database) -> None:
    locker = place_locker(desk)
    refused(desk, lambda session: session.delete(session.get_one(Locker, locker.id)))


def test_a_removal_is_recorded_like_any_change(desk: Database) -> None:
    locker = place_locker(desk)
    with desk.write(OFFICER) as session:
        found = session.get_one(Locker, locker.id)
        audit.record(session, "locker.remove", found)
        session.delete(found)
    assert {row.action for row in trail(desk, locker.id)} == {"locker.place", "locker.remove"}
    assert count(desk, Locker) == 0


def test_a_record_of_another_row_does_not_help(desk: Database) -> None:
    first, second = place_locker(desk, "A1"), place_locker(desk, "B1")

    def relabel(session: Session) -> None:
        session.get_one(Locker, first.id).label = "A2"
        audit.record(session, "locker.relabel", session.get_one(Locker, second.id))

    refused(desk, relabel)


def test_a_record_after_the_change_was_flushed_comes_too_late(desk: Database) -> None:
    locker = place_locker(desk)

    def relabel(session: Session) -> None:
        found = session.get_one(Locker, locker.id)
        found.label = "A2"
        session.flush()
        audit.record(session, "locker.relabel", found)

    refused(desk, relabel)


def test_a_second_change_needs_a_second_record(desk: Database) -> None:
    locker = place_locker(desk)

    def relabel_twice(session: Session) -> None:
        handlers.relabel_locker(session, locker.id, "A2").label = "A3"

    refused(desk, relabel_twice)


@pytest.mark.parametrize(
    "statement",
    [
        update(Locker).values(label="A2"),
        delete(Locker),
        insert(Locker).values(id=new_id(), version=1, label="A2", estate_id=handlers.ESTATE),
    ],
    ids=["update", "delete", "insert"],
)
def test_a_statement_that_changes_audited_rows_past_their_records_is_refused(desk: Database, statement: Any) -> None:
    place_locker(desk)
    refused(desk, lambda session: session.execute(statement))


def test_many_rows_are_written_with_the_records_that_one_would_leave(desk: Database) -> None:
    by_one = place_locker(desk, "A1")
    new = [{"id": new_id(), "version": 1, "label": label, "estate_id": handlers.ESTATE} for label in ("B1", "B2")]
    with desk.write(OFFICER) as session:
        audit.create_many(session, "locker.place", Locker, new)
    (one,), (other,) = trail(desk, by_one.id), trail(desk, new[0]["id"])
    assert other.after == one.after | {"id": str(new[0]["id"]), "label": "B1"}
    assert (other.actor_name, other.estate_id, other.subject_type) == (one.actor_name, one.estate_id, "locker")
    changes = [(row, row | {"label": f"{row['label']}b", "version": 2}) for row in new]
    with desk.write(OFFICER) as session:
        audit.change_many(session, "locker.relabel", Locker, changes)
        assert [session.get_one(Locker, row["id"]).label for row in new] == ["B1b", "B2b"]
    relabelled = trail(desk, new[1]["id"])[-1]
    assert (relabelled.before, relabelled.after) == ({"label": "B2"}, {"label": "B2b"})
    with pytest.raises(StaleDataError), desk.write(OFFICER) as session:
        audit.change_many(session, "locker.relabel", Locker, [(by_read, by_read) for by_read in new])
    assert len(trail(desk, new[1]["id"])) == 2


def test_a_row_that_gets_a_new_neighbour_has_not_changed(desk: Database) -> None:
    locker = place_locker(desk)
    with desk.write(OFFICER) as session:
        handlers.take_in(session, 1).locker = session.get_one(Locker, locker.id)
        for row in session.dirty:
            if isinstance(row, Parcel):
                audit.record(session, "parcel.store", row)
    assert [row.action for row in trail(desk, locker.id)] == ["locker.place"]


def test_rows_that_are_not_audited_need_no_record(desk: Database) -> None:
    with desk.write() as session:
        session.add(Arrival(subject="1", number=1))
    assert count(desk, Arrival) == 1


# It only grows


def test_an_entry_cannot_be_changed(desk: Database) -> None:
    locker = place_locker(desk)

    def rewrite(session: Session) -> None:
        session.scalars(select(AuditRow).where(AuditRow.subject == locker.id)).one().actor_name = "nobody"

    refused(desk, rewrite)
    assert [row.actor_name for row in trail(desk, locker.id)] == ["李敏"]


def test_an_entry_cannot_be_removed(desk: Database) -> None:
    locker = place_locker(desk)
    one = select(AuditRow).where(AuditRow.subject == locker.id)
    refused(desk, lambda session: session.delete(session.scalars(one).one()))
    assert len(trail(desk, locker.id)) == 1


@pytest.mark.parametrize("statement", [update(AuditRow).values(note="x"), delete(AuditRow)], ids=["update", "delete"])
def test_entries_cannot_be_changed_by_a_statement(desk: Database, statement: Any) -> None:
    place_locker(desk)
    refused(desk, lambda session: session.execute(statement))


# What is rolled back never was


def test_after_a_rollback_the_session_goes_on_as_if_nothing_had_been(desk: Database) -> None:
    locker = place_locker(desk)
    with desk.session(OFFICER, writing=True) as session:
        session.get_one(Locker, locker.id).label = "A2"
        with pytest.raises(Unaudited):
            session.flush()
        session.rollback()
        session.add(Arrival(subject="1", number=1))
        session.commit()
    assert count(desk, Arrival) == 1
    assert len(trail(desk, locker.id)) == 1


def test_a_record_that_was_rolled_back_covers_no_later_change(desk: Database) -> None:
    locker = place_locker(desk)
    with desk.session(OFFICER, writing=True) as session:
        handlers.relabel_locker(session, locker.id, "A2")
        session.rollback()
        session.get_one(Locker, locker.id).label = "A3"
        with pytest.raises(Unaudited):
            session.commit()
    assert len(trail(desk, locker.id)) == 1


def test_a_savepoint_that_was_rolled_back_takes_its_record_with_it(desk: Database) -> None:
    locker = place_locker(desk)

    def relabel(session: Session) -> None:
        with session.begin_nested() as savepoint:
            handlers.relabel_locker(session, locker.id, "A2")
            savepoint.rollback()
        session.get_one(Locker, locker.id).label = "A3"

    refused(desk, relabel)
