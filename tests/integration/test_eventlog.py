"""The event log: what a service applied, from which its views can be built anew with the same result."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from shared import clock, eventlog, outbox, timers
from shared.db import Database
from shared.eventlog import EventLogRow
from shared.events import Envelope
from shared.ids import new_id
from shared.outbox import OutboxRow
from shared.service import Service
from shared.timers import Deadline
from tests.faults.sample_service.contracts import LockerChanged, ParcelArrived
from tests.faults.sample_service.harness import Board, locker, parcel
from tests.faults.sample_service.models import Arrival, LockerCopy
from tests.faults.sample_service.services import board as board_service
from tests.faults.sample_service.services import parcel_arrived


def forget(session: Session) -> None:
    for table in (Arrival, LockerCopy):
        session.execute(delete(table))


def telling(session: Session, told: ParcelArrived, envelope: Envelope) -> None:
    """Shows the parcel, tells others, and makes a promise."""
    parcel_arrived(session, told, envelope)
    outbox.add_raw(session, told, subject="board", version=1)
    timers.schedule(session, "remind", new_id(), clock.now())


def keeping(on_parcel: Callable[[Session, ParcelArrived, Envelope], None] = parcel_arrived) -> Service:
    return replace(board_service(on_parcel, keeps_event_log=True), forget=forget)


@pytest.fixture
def board(database: Database) -> Board:
    return Board(database, keeping())


def rebuild(board: Board, service: Service) -> int:
    with board.database.write() as session:
        return eventlog.rebuild(session, service)


def count(board: Board, table: type[object]) -> int:
    with board.database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_every_applied_event_is_kept_as_it_came(board: Board) -> None:
    told = [parcel(1), parcel(2), locker(new_id(), "A1", 1)]
    board.receive(*told)
    with board.database.read() as session:
        rows = session.execute(select(EventLogRow.key, EventLogRow.body).order_by(EventLogRow.seq)).all()
    assert [(key, body) for key, body in rows] == told


def test_what_had_no_effect_is_not_kept(board: Board) -> None:
    place, again = new_id(), parcel(1)
    board.receive(again, locker(place, "new", 2))
    board.receive(again, locker(place, "old", 1), parcel(2, remark="broken"), ("parcels.parcel_arrived.v1", b"?"))
    assert count(board, EventLogRow) == 2


def test_views_that_were_lost_are_rebuilt_with_the_same_result(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eventlog, "PAGE", 3)
    first, second, gone = new_id(), new_id(), new_id()
    board.receive(*(parcel(number) for number in (3, 1, 2)), locker(first, "A1", 1), locker(gone, "C1", 1))
    board.receive(locker(first, "A2", 3), locker(first, "A1 late", 2), locker(second, "B1", 1))
    board.receive(locker(gone, "C1", 2, deleted=True))
    before = (board.numbers(), board.lockers())
    with board.database.write() as session:
        forget(session)
    assert rebuild(board, keeping()) == 8
    assert (board.numbers(), board.lockers()) == before == ([3, 1, 2], {first: "A2", second: "B1"})


def test_rebuilding_twice_gives_the_same(board: Board) -> None:
    board.receive(parcel(1), parcel(2))
    rebuild(board, keeping())
    rebuild(board, keeping())
    assert board.numbers() == [1, 2]
    assert count(board, EventLogRow) == 2


def test_a_rebuild_tells_and_promises_nothing_a_second_time(database: Database) -> None:
    board = Board(database, keeping(telling))
    board.receive(parcel(1), parcel(2))
    assert (count(board, OutboxRow), count(board, Deadline)) == (2, 2)
    rebuild(board, keeping(telling))
    assert board.numbers() == [1, 2]
    assert (count(board, OutboxRow), count(board, Deadline)) == (2, 2)


def test_after_a_rebuild_the_session_tells_again(database: Database) -> None:
    board = Board(database, keeping())
    with database.write() as session:
        eventlog.rebuild(session, keeping())
        outbox.add_raw(session, ParcelArrived(number=1, remark=""), subject="board", version=1)
    assert count(board, OutboxRow) == 1


def test_an_event_that_a_newer_release_no_longer_reads_is_passed_over(board: Board) -> None:
    board.receive(parcel(1), locker(new_id(), "A1", 1))
    reads_less = keeping()
    subscriptions = {key: function for key, function in reads_less.subscriptions.items() if key is not LockerChanged}
    assert rebuild(board, replace(reads_less, subscriptions=subscriptions)) == 1
    assert (board.numbers(), board.lockers()) == ([1], {})


def test_a_rebuild_that_fails_leaves_the_views_as_they_were(board: Board) -> None:
    def broken(_session: Session, _told: ParcelArrived, _envelope: Envelope) -> None:
        raise LookupError

    board.receive(parcel(1))
    with pytest.raises(LookupError):
        rebuild(board, keeping(broken))
    assert board.numbers() == [1]
