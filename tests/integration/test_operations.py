"""What an operator sees of failed events, and what replaying and discarding them does."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared import operations, timers
from shared.actors import Actor
from shared.audit import AuditRow
from shared.db import Database
from shared.errors import NotFound
from shared.events import Envelope
from shared.ids import new_id
from shared.outbox import OutboxRow
from tests.faults.sample_service import handlers
from tests.faults.sample_service.contracts import ParcelArrived
from tests.faults.sample_service.harness import Board, Parcels, parcel
from tests.faults.sample_service.services import board as board_service
from tests.faults.sample_service.services import parcel_arrived

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
OPERATOR = Actor("staff", id=new_id(), name="钱进", roles=frozenset({"administrator"}))
LADDER = (5, 30, 120, 600, 3600)


class RepairableBoard(Board):
    """Its function fails for the remark ``broken`` until it is repaired."""

    def __init__(self, database: Database) -> None:
        self.repaired = False
        super().__init__(database, board_service(self._function))

    def _function(self, session: Session, told: ParcelArrived, envelope: Envelope) -> None:
        if told.remark == "broken" and not self.repaired:
            raise handlers.Broken
        parcel_arrived(session, ParcelArrived(number=told.number, remark=""), envelope)

    def act(self, verb: object, seq: int) -> None:
        with self.database.write(OPERATOR) as session:
            verb(session, seq)  # type: ignore[operator]


@pytest.fixture
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def board(database: Database, moment: time_machine.Traveller) -> RepairableBoard:
    """A board with a dead event of one subject and two that wait behind it."""
    board, subject = RepairableBoard(database), new_id()
    board.receive(parcel(1, subject=subject, remark="broken"))
    for pause in LADDER:
        moment.shift(pause)
        board.inbox.retry_due()
    board.receive(parcel(2, subject=subject), parcel(3, subject=subject))
    assert board.states() == ["dead", "waiting", "waiting"]
    return board


def test_a_replayed_event_takes_effect_and_releases_the_rest_in_order(board: RepairableBoard) -> None:
    board.repaired = True
    board.act(operations.replay, board.parked()[0].seq)
    board.inbox.retry_due()
    assert board.numbers() == [1, 2, 3]
    assert board.parked() == []


def test_a_replayed_event_that_fails_again_has_the_whole_ladder_before_it(
    board: RepairableBoard, moment: time_machine.Traveller
) -> None:
    board.act(operations.replay, board.parked()[0].seq)
    for pause in (0, *LADDER):
        assert board.states() == ["waiting"] * 3
        moment.shift(pause)
        board.inbox.retry_due()
    assert board.states() == ["dead", "waiting", "waiting"]


def test_a_discarded_event_releases_the_rest(board: RepairableBoard) -> None:
    board.act(operations.discard, board.parked()[0].seq)
    board.inbox.retry_due()
    assert board.numbers() == [2, 3]
    assert board.states() == ["discarded"]


def test_what_the_operator_did_is_in_the_audit_trail(board: RepairableBoard, moment: time_machine.Traveller) -> None:
    dead = board.parked()[0]
    board.act(operations.replay, dead.seq)
    moment.shift(1)
    board.act(operations.discard, dead.seq)
    with board.database.read() as session:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.at)).all()
    assert [(row.action, row.actor_id, row.actor_name) for row in rows] == [
        ("event.replay", OPERATOR.id, "钱进"),
        ("event.discard", OPERATOR.id, "钱进"),
    ]
    assert rows[0].after == {"number": dead.seq, "key": dead.key, "subject": dead.subject}


def test_a_discarded_event_can_be_neither_replayed_nor_discarded_again(board: RepairableBoard) -> None:
    seq = board.parked()[0].seq
    board.act(operations.discard, seq)
    for verb in (operations.replay, operations.discard):
        with pytest.raises(operations.AlreadySettled):
            board.act(verb, seq)


def test_an_event_that_does_not_exist_cannot_be_replayed(board: RepairableBoard) -> None:
    with pytest.raises(NotFound):
        board.act(operations.replay, 999_999)


def test_a_replayed_event_that_is_still_unreadable_is_dead_again_at_once(board: RepairableBoard) -> None:
    subject = new_id()
    key, body = parcel(7, subject=subject)
    board.receive((key, body.replace(b'"remark"', b'"comment"')))
    unreadable = board.parked()[-1]
    board.act(operations.replay, unreadable.seq)
    board.inbox.retry_due()
    parked = board.parked()[-1]
    assert (parked.state, parked.attempts, parked.error) == ("dead", 0, unreadable.error)
    board.receive(parcel(8, subject=subject))
    assert 8 in board.numbers()


def test_an_unreadable_event_is_applied_once_a_newer_release_reads_it(board: RepairableBoard) -> None:
    key, body = parcel(7)
    old_release = Board(board.database, board_service())
    old_release.inbox.contracts = {}
    old_release.receive((key, body))
    unread = board.parked()[-1]
    assert (unread.state, unread.error) == ("dead", "No function reads this event.")
    board.act(operations.replay, unread.seq)
    board.inbox.retry_due()
    assert board.numbers() == [7]


def test_failed_events_are_listed_newest_first_and_page_by_page(board: RepairableBoard) -> None:
    seqs = [row.seq for row in board.parked()]
    with board.database.read() as session:
        first = operations.parked_events(session, limit=2)
        second = operations.parked_events(session, limit=2, before=first[-1].seq)
        dead = operations.parked_events(session, state="dead")
    assert [row.seq for row in (*first, *second)] == sorted(seqs, reverse=True)
    assert [row.seq for row in dead] == seqs[:1]


def test_discarded_events_are_listed_only_on_request(board: RepairableBoard) -> None:
    seq = board.parked()[0].seq
    board.act(operations.discard, seq)
    with board.database.read() as session:
        assert seq not in [row.seq for row in operations.parked_events(session)]
        assert [row.seq for row in operations.parked_events(session, state="discarded")] == [seq]


def test_health_tells_what_waits_and_what_is_dead(board: RepairableBoard, moment: time_machine.Traveller) -> None:
    parcels = Parcels(board.database)
    parcels.take_in(1, 2)
    with board.database.write() as session:
        held = session.scalars(select(OutboxRow)).first()
        assert held is not None
        held.retry_at, held.error = datetime.now(UTC), "refused"
        timers.schedule(session, "remind", new_id(), datetime.now(UTC))
    moment.shift(timedelta(seconds=90))
    with board.database.read() as session:
        assert operations.health(session) == operations.Health(
            outbox_waiting=2,
            outbox_held=1,
            outbox_oldest_seconds=90.0,
            parked_waiting=2,
            parked_dead=1,
            deadlines_late=1,
            deadlines_late_seconds=90.0,
            deadlines_dead=0,
        )


# On the command line


def dead(board: Board, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "DATABASE_URL": board.database.engine.url.render_as_string(hide_password=False),
        **dict.fromkeys(("AMQP_URL", "SECRET_KEY", "SESSION_KEYS"), "unused"),
    }
    command = [sys.executable, "-m", "tests.faults.sample_service.board", "dead", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.one_database
def test_the_command_lists_shows_replays_and_discards(board: RepairableBoard) -> None:
    first, second, third = board.parked()
    listed = dead(board, "list").stdout.splitlines()
    assert [line.split("\t")[:2] for line in listed] == [
        [str(third.seq), "waiting"], [str(second.seq), "waiting"], [str(first.seq), "dead"],
    ]  # fmt: skip
    shown = dead(board, "show", str(first.seq))
    assert (shown.stdout.strip(), first.error in shown.stderr) == (first.body.decode(), True)
    assert dead(board, "replay", str(first.seq)).stdout == f"Event {first.seq} is tried again now.\n"
    assert board.states() == ["waiting"] * 3
    assert dead(board, "discard", str(first.seq)).stdout == f"Event {first.seq} is given up.\n"
    assert board.states() == ["discarded", "waiting", "waiting"]


@pytest.mark.one_database
def test_the_command_says_in_one_sentence_what_is_wrong(board: RepairableBoard) -> None:
    unknown = dead(board, "replay", "999999")
    assert (unknown.returncode, unknown.stdout) == (1, "This entry does not exist, or you may not see it.\n")
    nameless = dead(board, "replay")
    assert (nameless.returncode, nameless.stdout.startswith("Say which")) == (2, True)
