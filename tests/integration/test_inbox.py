"""The inbox: every event has its effect exactly once, or is kept where a person sees it."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
import time_machine
from sqlalchemy import Connection, event, func, select, text
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from shared import outbox
from shared.db import Database
from shared.events import Envelope
from shared.ids import new_id
from shared.inbox import DatabaseDown, InboxRow
from shared.outbox import OutboxRow
from tests.faults.sample_service import handlers
from tests.faults.sample_service.contracts import ParcelArrived
from tests.faults.sample_service.harness import Board, Wire, locker, parcel
from tests.faults.sample_service.models import Base
from tests.faults.sample_service.services import board as board_service
from tests.faults.sample_service.services import parcel_arrived

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
LADDER = [timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1)]


@pytest.fixture
def board(database: Database) -> Board:
    return Board(database)


@pytest.fixture
def moment() -> Iterator[time_machine.Traveller]:
    """Noon, until the test moves on."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


# Once, and only once


def test_every_event_of_a_delivery_is_applied_in_order(board: Board) -> None:
    board.receive(*(parcel(number) for number in range(50)))
    assert board.numbers() == list(range(50))


def test_an_event_that_comes_again_has_no_second_effect(board: Board) -> None:
    first, second = parcel(1), parcel(2)
    board.receive(first, second)
    board.receive(first, parcel(3), second)
    assert board.numbers() == [1, 2, 3]


def test_an_event_twice_in_one_delivery_has_one_effect(board: Board) -> None:
    again = parcel(1)
    board.receive(again, parcel(2), again)
    assert board.numbers() == [1, 2]


def test_an_event_that_two_consumers_get_at_once_has_one_effect(board: Board) -> None:
    for number in range(10):
        at_once([parcel(number), parcel(100 + number)], board, board)
    assert Counter(board.numbers()) == Counter([*range(10), *range(100, 110)])


def at_once(events: list[Wire], *boards: Board) -> None:
    barrier = threading.Barrier(len(boards))

    def receive(reader: Board) -> None:
        barrier.wait()
        reader.receive(*events)

    threads = [threading.Thread(target=receive, args=(reader,)) for reader in boards]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_what_a_function_emits_leaves_exactly_when_its_effect_stays(database: Database) -> None:
    def emit_then_break(session: Session, told: ParcelArrived, _envelope: Envelope) -> None:
        outbox.add_raw(session, told, subject="parcel", version=told.number)
        if told.remark == "broken":
            raise handlers.Broken

    board = Board(database, board_service(emit_then_break))
    board.receive(parcel(1), parcel(2, remark="broken"), parcel(3))
    with database.read() as session:
        bodies = session.scalars(select(OutboxRow.body).order_by(OutboxRow.seq)).all()
    assert [msgspec.json.decode(body)["data"]["number"] for body in bodies] == [1, 3]


def test_a_whole_delivery_shares_one_transaction(board: Board) -> None:
    assert commits_of(board, lambda: board.receive(*(parcel(number) for number in range(20)))) == 1


def test_one_failing_event_leaves_the_others_of_its_delivery_unharmed(board: Board) -> None:
    board.receive(parcel(1), parcel(2, remark="broken"), parcel(3))
    assert board.numbers() == [1, 3]
    assert [(row.state, row.attempts, row.error) for row in board.parked()] == [("waiting", 1, "Broken()")]


def commits_of(board: Board, act: Callable[[], Any]) -> int:
    commits: list[Connection] = []
    note = commits.append
    event.listen(board.database.engine, "commit", note)
    act()
    event.remove(board.database.engine, "commit", note)
    return len(commits)


def test_dedupe_rows_are_forgotten_after_thirty_days(board: Board, moment: time_machine.Traveller) -> None:
    board.receive(parcel(1))
    moment.shift(timedelta(days=20))
    board.receive(parcel(2))
    moment.shift(timedelta(days=11))
    board.inbox.prune()
    with board.database.read() as session:
        assert session.scalar(select(func.count()).select_from(InboxRow)) == 1


# Full states: only newer ones count


def test_of_versions_3_1_2_only_3_counts(board: Board) -> None:
    place = new_id()
    for version in (3, 1, 2):
        board.receive(locker(place, f"label {version}", version))
    assert board.lockers() == {place: "label 3"}


def test_of_versions_3_1_2_in_one_delivery_only_3_counts(board: Board) -> None:
    place = new_id()
    board.receive(*(locker(place, f"label {version}", version) for version in (3, 1, 2)))
    assert board.lockers() == {place: "label 3"}


def test_a_newer_state_replaces_an_older_one(board: Board) -> None:
    place, other = new_id(), new_id()
    board.receive(locker(place, "old", 1), locker(other, "other", 1))
    board.receive(locker(place, "new", 2))
    assert board.lockers() == {place: "new", other: "other"}


def test_an_older_state_does_not_bring_back_what_was_deleted(board: Board) -> None:
    place = new_id()
    board.receive(locker(place, "A1", 1), locker(place, "A1", 3, deleted=True))
    board.receive(locker(place, "A2", 2))
    assert board.lockers() == {}


def test_a_deletion_that_comes_before_its_subject_wins(board: Board) -> None:
    place = new_id()
    board.receive(locker(place, "A1", 2, deleted=True))
    board.receive(locker(place, "A1", 1))
    assert board.lockers() == {}


def test_a_republished_state_changes_nothing(board: Board) -> None:
    place = new_id()
    board.receive(locker(place, "A1", 5))
    board.receive(locker(place, "A1", 5))
    assert board.lockers() == {place: "A1"}


def test_a_subject_that_is_made_anew_after_its_deletion_comes_back(board: Board) -> None:
    place = new_id()
    board.receive(locker(place, "A1", 1), locker(place, "A1", 2, deleted=True), locker(place, "A1 again", 3))
    assert board.lockers() == {place: "A1 again"}


# The ladder of retries


def test_a_failing_event_is_tried_after_5_s_30_s_2_min_10_min_and_1_h_and_is_then_dead(
    board: Board, moment: time_machine.Traveller
) -> None:
    board.receive(parcel(1, remark="broken"))
    for pause in LADDER:
        assert board.states() == ["waiting"]
        moment.shift(pause - timedelta(milliseconds=1))
        assert board.inbox.retry_due() == 0
        moment.shift(timedelta(milliseconds=1))
        assert board.inbox.retry_due() == 1
    assert board.states() == ["dead"]
    moment.shift(timedelta(days=1))
    assert board.inbox.retry_due() == 0
    assert board.numbers() == []


def test_a_dead_event_is_logged_for_the_operator(board: Board, moment: time_machine.Traveller) -> None:
    subject = new_id()
    board.receive(parcel(1, subject=subject, remark="broken"))
    with capture_logs() as logs:
        climb(board, moment)
    errors = [entry for entry in logs if entry["log_level"] == "error"]
    assert [(entry["event"], entry["subject"], entry["error"]) for entry in errors] == [
        ("event.dead", str(subject), "Broken()")
    ]


def climb(board: Board, moment: time_machine.Traveller) -> None:
    """Lets the whole ladder pass."""
    for pause in LADDER:
        moment.shift(pause)
        board.inbox.retry_due()


def test_later_events_of_the_subject_wait_and_others_flow(board: Board, moment: time_machine.Traveller) -> None:
    subject = new_id()
    board.receive(parcel(1, subject=subject, remark="broken"), parcel(2, subject=subject), parcel(3))
    board.receive(parcel(4, subject=subject), parcel(5))
    moment.shift(1)
    board.inbox.retry_due()
    assert board.numbers() == [3, 5]
    assert board.states() == ["waiting"] * 3


def test_waiting_events_wait_behind_a_dead_one_too(board: Board, moment: time_machine.Traveller) -> None:
    subject = new_id()
    board.receive(parcel(1, subject=subject, remark="broken"), parcel(2, subject=subject))
    climb(board, moment)
    board.receive(parcel(3, subject=subject))
    board.inbox.retry_due()
    assert board.states() == ["dead", "waiting", "waiting"]
    assert board.numbers() == []


def test_once_the_cause_is_gone_the_subject_catches_up_in_order(
    database: Database, moment: time_machine.Traveller
) -> None:
    repaired: list[bool] = []

    def function(session: Session, told: ParcelArrived, envelope: Envelope) -> None:
        if not repaired and told.remark == "broken":
            raise handlers.Broken
        parcel_arrived(session, ParcelArrived(number=told.number, remark=""), envelope)

    board, subject = Board(database, board_service(function)), new_id()
    board.receive(*(parcel(number, subject=subject, remark="broken" if number == 1 else "") for number in (1, 2, 3)))
    repaired.append(True)
    moment.shift(5)
    board.inbox.retry_due()
    assert board.numbers() == [1, 2, 3]
    assert board.parked() == []


def test_an_event_that_waited_is_not_applied_again_when_it_is_delivered_again(
    database: Database, moment: time_machine.Traveller
) -> None:
    failures = [True]

    def function(session: Session, told: ParcelArrived, envelope: Envelope) -> None:
        if failures:
            failures.pop()
            raise handlers.Broken
        parcel_arrived(session, told, envelope)

    failures.append(True)
    board, again = Board(database, board_service(function)), parcel(1)
    board.receive(again)
    board.receive(again)
    moment.shift(5)
    board.inbox.retry_due()
    board.receive(again)
    assert board.numbers() == [1]


def test_an_old_full_state_that_is_tried_again_does_not_overwrite_a_newer_one(
    database: Database, moment: time_machine.Traveller
) -> None:
    board, place = Board(database), new_id()
    with database.engine.begin() as connection:
        connection.execute(text("DROP TABLE locker_copy"))
    board.receive(locker(place, "old", 1))
    assert board.states() == ["waiting"]
    Base.metadata.create_all(database.engine)
    board.receive(locker(place, "new", 2))  # waits behind the first
    moment.shift(5)
    board.inbox.retry_due()
    assert board.lockers() == {place: "new"}


# What cannot be read


UNREADABLE = {
    "no JSON": b"hello",
    "no envelope": b'{"id": 1}',
    "empty": b"",
    "not UTF-8": b'{"id": "\xff"}',
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_bytes_that_are_no_event_are_parked_at_once_and_the_queue_moves(board: Board, body: bytes) -> None:
    with capture_logs() as logs:
        board.receive(parcel(1), ("parcels.parcel_arrived.v1", body), parcel(2))
    assert board.numbers() == [1, 2]
    [parked] = board.parked()
    assert (parked.state, parked.attempts, parked.body) == ("dead", 0, body)
    assert parked.error.startswith("Unreadable: ")
    assert [entry["event"] for entry in logs if entry["log_level"] == "error"] == ["event.parked"]


def altered(wire: Wire, **attributes: Any) -> Wire:
    envelope = msgspec.json.decode(wire[1])
    envelope.update(attributes)
    return wire[0], msgspec.json.encode(envelope)


ALTERED: dict[str, dict[str, Any]] = {
    "a payload without a field": {"data": {"number": 1}},
    "a payload of another type": {"data": {"number": "one", "remark": ""}},
    "an event that nobody reads": {"type": "parcels.parcel_lost.v1"},
    "a subject that no database takes": {"subject": "a\0b"},
    "an endless subject": {"subject": "s" * 100_000},
    "an endless source": {"source": "s" * 100_000},
    "an impossible version": {"subjectversion": 2**63},
}


@pytest.mark.parametrize("attributes", ALTERED.values(), ids=ALTERED.keys())
def test_an_event_that_cannot_be_understood_is_parked_at_once(board: Board, attributes: dict[str, Any]) -> None:
    strange = altered(parcel(1), **attributes)
    board.receive(parcel(2), strange, parcel(3))
    assert board.numbers() == [2, 3]
    assert [(row.state, row.attempts, row.body) for row in board.parked()] == [("dead", 0, strange[1])]


def test_an_unreadable_event_does_not_hold_back_its_subject(board: Board) -> None:
    subject = new_id()
    board.receive(altered(parcel(1, subject=subject), data={}), parcel(2, subject=subject))
    assert board.numbers() == [2]


def test_an_unreadable_event_that_comes_again_is_parked_once(board: Board) -> None:
    board.receive(("parcels.parcel_arrived.v1", b"hello"))
    board.receive(("parcels.parcel_arrived.v1", b"hello"))
    assert len(board.parked()) == 1


def test_fields_that_the_reader_does_not_know_are_ignored(board: Board) -> None:
    board.receive(altered(parcel(1), data={"number": 1, "remark": "", "weight_kg": 3}, newattribute="x"))
    assert board.numbers() == [1]


# The database is gone


def test_nothing_is_applied_or_parked_while_the_database_is_down(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [parcel(1), parcel(2)]
    monkeypatch.setattr(board.database, "answers", lambda: False)
    with board.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE arrival RENAME TO arrival_gone"))
    with pytest.raises(DatabaseDown):
        board.receive(*told)
    with board.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE arrival_gone RENAME TO arrival"))
    assert (board.numbers(), board.parked()) == ([], [])
    board.receive(*told)
    assert board.numbers() == [1, 2]


def test_an_event_that_can_be_neither_applied_nor_parked_stays_with_the_broker(board: Board) -> None:
    with board.database.engine.begin() as connection:  # as on a full disk: reads go on, writes fail
        connection.execute(text("ALTER TABLE parked_event RENAME TO parked_event_gone"))
    with pytest.raises(DatabaseDown):
        board.receive(parcel(1, remark="broken"))
