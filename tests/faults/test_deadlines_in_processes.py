"""Deadlines across real workers: each fires once, whoever is killed, and after a restart too."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from shared import clock, timers
from shared.ids import new_id
from shared.timers import Deadline
from tests.faults.conftest import System, postgresql_to_sqlite, sqlite_to_postgresql
from tests.faults.sample_service.harness import eventually
from tests.faults.sample_service.models import Reminder


def promise(system: System, count: int, over: timedelta) -> list[UUID]:
    """Deadlines that come due evenly from now on."""
    subjects = [new_id() for _ in range(count)]
    now = clock.now()
    with system.board.database.write() as session:
        for number, subject in enumerate(subjects):
            timers.schedule(session, "remind", subject, now + over * number / count)
    return subjects


def reminded(system: System) -> list[UUID]:
    with system.board.database.read() as session:
        return list(session.scalars(select(Reminder.subject)))


def all_fired(system: System) -> bool:
    with system.board.database.read() as session:
        return not session.scalars(select(Deadline.id).where(Deadline.state != "fired")).first()


def test_two_workers_fire_each_deadline_once_even_when_one_is_killed(system: System) -> None:
    first, second = system.reader(), system.reader()
    with system.running(first):
        first.wait_for_log("worker.started")
        with system.running(second):
            second.wait_for_log("worker.started")
            subjects = promise(system, 300, timedelta(seconds=3))
            assert eventually(lambda: len(reminded(system)) > 100)
            first.kill()
            assert eventually(lambda: all_fired(system))
    assert Counter(reminded(system)) == Counter(subjects)


@sqlite_to_postgresql
def test_what_came_due_while_nobody_ran_fires_once_after_the_start(system: System) -> None:
    before = system.reader()
    with system.running(before):
        before.wait_for_log("worker.started")
        subjects = promise(system, 20, timedelta())
        assert eventually(lambda: all_fired(system))
    subjects += promise(system, 20, timedelta())
    after = system.reader()
    with system.running(after):
        assert eventually(lambda: all_fired(system))
    assert Counter(reminded(system)) == Counter(subjects)


@postgresql_to_sqlite
def test_a_worker_killed_while_a_deadline_takes_effect_leaves_it_to_the_next(system: System) -> None:
    killed = system.reader(pause_at="tests.faults.sample_service.handlers:remind")
    subjects = promise(system, 3, timedelta())
    with system.running(killed):
        killed.wait_for_pause()
        killed.kill()
    assert reminded(system) == []
    with system.running(system.reader()):
        assert eventually(lambda: all_fired(system))
    assert Counter(reminded(system)) == Counter(subjects)
