"""Deadlines: each takes effect once, in time, however many workers there are and whatever fails."""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import event, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from shared import clock, deadlines, timers
from shared.db import Database
from shared.ids import new_id
from shared.service import Service, TimerFunction
from shared.timers import Deadline
from tests.faults.sample_service import handlers
from tests.faults.sample_service.harness import eventually, running
from tests.faults.sample_service.models import Base, Reminder, create_tables
from tests.faults.sample_service.services import BOARD, remind

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
LADDER = [timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1)]


class Desk:
    """A service whose timers leave one ``Reminder`` for each call."""

    def __init__(self, database: Database) -> None:
        create_tables(database)
        self.database = database
        self.service = self.with_timers({"remind": remind, "break": self._break})

    @staticmethod
    def with_timers(functions: Mapping[str, TimerFunction]) -> Service:
        return Service(name="board", metadata=Base.metadata, timers=functions)

    def promise(self, kind: str = "remind", after: timedelta = timedelta()) -> UUID:
        subject = new_id()
        with self.database.write() as session:
            timers.schedule(session, kind, subject, clock.now() + after)
        return subject

    def fire(self) -> int:
        return deadlines.fire_due(self.database, self.service)

    def reminded(self) -> list[UUID]:
        with self.database.read() as session:
            return list(session.scalars(select(Reminder.subject).order_by(Reminder.seq)))

    def deadline(self, subject: UUID) -> Deadline:
        with self.database.read() as session:
            return session.scalars(select(Deadline).where(Deadline.subject == subject)).one()

    def cancel(self, subject: UUID, *kinds: str) -> None:
        with self.database.write() as session:
            timers.cancel(session, subject, *kinds)

    @staticmethod
    def _break(session: Session, deadline: Deadline) -> None:
        handlers.remind(session, deadline.subject)
        raise handlers.Broken


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


@pytest.fixture
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def test_a_deadline_fires_when_it_is_due_and_not_before(desk: Desk, moment: time_machine.Traveller) -> None:
    subject = desk.promise(after=timedelta(minutes=10))
    moment.shift(timedelta(minutes=10, milliseconds=-1))
    desk.fire()
    assert desk.reminded() == []
    moment.shift(timedelta(milliseconds=1))
    desk.fire()
    desk.fire()
    assert desk.reminded() == [subject]
    fired = desk.deadline(subject)
    assert (fired.state, fired.fired_at) == ("fired", NOON + timedelta(minutes=10))


def test_deadlines_fire_in_the_order_of_their_times(desk: Desk, moment: time_machine.Traveller) -> None:
    later, sooner = desk.promise(after=timedelta(seconds=2)), desk.promise(after=timedelta(seconds=1))
    moment.shift(3)
    desk.fire()
    assert desk.reminded() == [sooner, later]


def test_a_deadline_carries_what_it_was_given(desk: Desk) -> None:
    told: list[Any] = []
    desk.service = desk.with_timers({"remind": lambda _session, deadline: told.append(deadline.payload)})
    with desk.database.write() as session:
        timers.schedule(session, "remind", new_id(), clock.now(), percent=50, role="supervisor")
    desk.fire()
    assert told == [{"percent": 50, "role": "supervisor"}]


def test_a_cancelled_deadline_never_fires(desk: Desk) -> None:
    withdrawn, kept = desk.promise(), desk.promise()
    desk.cancel(withdrawn)
    desk.fire()
    assert desk.reminded() == [kept]


def test_only_the_named_kinds_are_cancelled(desk: Desk) -> None:
    subject = desk.promise()
    desk.cancel(subject, "escalate")
    desk.fire()
    assert desk.reminded() == [subject]


def test_a_deadline_that_another_of_the_same_moment_cancels_does_not_fire(desk: Desk) -> None:
    subject = desk.promise("first")

    def first(session: Session, deadline: Deadline) -> None:
        timers.cancel(session, deadline.subject, "remind")

    desk.service = desk.with_timers({"first": first, "remind": remind})
    with desk.database.write() as session:
        timers.schedule(session, "remind", subject, clock.now())
    desk.fire()
    assert desk.reminded() == []


def test_a_deadline_goes_with_the_transaction_that_made_it(desk: Desk) -> None:
    def promise_and_fail() -> None:
        with desk.database.write() as session:
            timers.schedule(session, "remind", new_id(), clock.now())
            raise LookupError

    with pytest.raises(LookupError):
        promise_and_fail()
    assert desk.fire() == 0


def test_two_workers_at_once_fire_each_deadline_once(desk: Desk) -> None:
    subjects = [desk.promise() for _ in range(120)]
    barrier = threading.Barrier(2)

    def work() -> None:
        barrier.wait()
        while desk.fire():
            pass

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(desk.reminded()) == Counter(subjects)


def test_a_deadline_fires_within_a_second_of_its_time(desk: Desk) -> None:
    with running(partial(deadlines.run, desk.database, desk.service, beat=lambda: None)):
        subjects = [desk.promise(after=timedelta(seconds=tenths / 10)) for tenths in range(8, 16)]
        assert eventually(lambda: len(desk.reminded()) == len(subjects))
    late = [fired.fired_at - fired.due_at for fired in map(desk.deadline, subjects) if fired.fired_at]
    assert len(late) == len(subjects)
    assert timedelta() <= min(late) <= max(late) < timedelta(seconds=1)


def test_a_deadline_survives_a_restart_in_which_it_came_due(desk: Desk, moment: time_machine.Traveller) -> None:
    subject = desk.promise(after=timedelta(minutes=10))
    desk.database.close()
    moment.shift(timedelta(hours=2))
    again = Database(desk.database.engine.url.render_as_string(hide_password=False))
    deadlines.fire_due(again, BOARD)
    again.close()
    assert desk.reminded() == [subject]


# Failing


def test_a_failing_deadline_does_not_stop_the_others_and_has_no_effect(desk: Desk) -> None:
    before, _failing, after = desk.promise(), desk.promise("break"), desk.promise()
    desk.fire()
    assert desk.reminded() == [before, after]


def test_a_failing_deadline_backs_off_and_is_dead_at_last(desk: Desk, moment: time_machine.Traveller) -> None:
    subject = desk.promise("break")
    with capture_logs() as logs:
        desk.fire()
        for pause in LADDER:
            assert desk.deadline(subject).state == "pending"
            moment.shift(pause - timedelta(milliseconds=1))
            assert desk.fire() == 0
            moment.shift(timedelta(milliseconds=1))
            assert desk.fire() == 1
    dead = desk.deadline(subject)
    assert (dead.state, dead.attempts, dead.error) == ("dead", 6, "Broken()")
    assert [entry["subject"] for entry in logs if entry["event"] == "deadline.dead"] == [str(subject)]
    assert desk.reminded() == []


def test_a_deadline_that_nobody_knows_how_to_fire_is_kept_with_its_error(desk: Desk) -> None:
    subject = desk.promise("unheard of")
    desk.fire()
    assert (desk.deadline(subject).state, desk.deadline(subject).error) == ("pending", "KeyError('unheard of')")


def test_a_database_that_went_away_is_no_failure_of_the_deadline(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    subject = desk.promise()
    with desk.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE reminder RENAME TO reminder_away"))
    monkeypatch.setattr(desk.database, "answers", lambda: False)
    with pytest.raises(DBAPIError):
        desk.fire()
    assert (desk.deadline(subject).state, desk.deadline(subject).attempts) == ("pending", 0)


# Many


def test_finding_what_is_due_reads_an_index_however_many_wait(desk: Desk) -> None:
    _fill(desk.database, 100_000)
    statements = _statements_of(desk)
    found = [
        plan
        for sql, parameters in statements
        if "FROM deadline" in sql
        for plan in _plan(desk.database, sql, parameters)
    ]
    assert any("ix_deadline_state_fires_at" in line for line in found)
    assert not [line for line in found if "Seq Scan" in line or line.startswith("SCAN deadline")]


def test_what_is_long_over_is_dropped(desk: Desk, moment: time_machine.Traveller) -> None:
    fired, cancelled, failing = desk.promise(), desk.promise(), desk.promise("break")
    desk.cancel(cancelled)
    desk.fire()
    waiting = desk.promise(after=timedelta(days=60))
    moment.shift(timedelta(days=31))
    deadlines.prune(desk.database, desk.service)
    with desk.database.read() as session:
        left = set(session.scalars(select(Deadline.subject)))
    assert left == {failing, waiting}
    assert fired not in left


def _fill(database: Database, rows: int) -> None:
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})"  # noqa: S608
    key, due = "CAST(printf('%032x', i) AS TEXT)", "'2030-01-01 00:00:00.000000'"
    if not database.is_sqlite:
        key, due = "CAST(lpad(to_hex(i), 32, '0') AS uuid)", "TIMESTAMPTZ '2030-01-01' + i * INTERVAL '1 second'"
    columns = "id, due_at, fires_at, kind, subject, payload, state, attempts"
    values = f"{key}, {due}, {due}, 'remind', {key}, '{{}}', 'pending', 0"
    with database.engine.begin() as connection:
        connection.exec_driver_sql(f"INSERT INTO deadline ({columns}) {numbers} SELECT {values} FROM n")  # noqa: S608
        connection.exec_driver_sql("ANALYZE deadline")


def _statements_of(desk: Desk) -> list[tuple[str, Any]]:
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, sql: str, parameters: Any, *_rest: Any) -> None:
        sent.append((sql, parameters))

    event.listen(desk.database.engine, "before_cursor_execute", note)
    desk.promise()
    desk.fire()
    desk.cancel(new_id())
    with desk.database.read() as session:
        deadlines.overdue_seconds(session)
    event.remove(desk.database.engine, "before_cursor_execute", note)
    return sent


def _plan(database: Database, sql: str, parameters: Any) -> list[str]:
    explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
    with database.engine.connect() as connection:
        return [str(row[-1]) for row in connection.exec_driver_sql(explain + sql, parameters)]
