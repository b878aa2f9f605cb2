"""What is written in one statement reads back as it was told, whatever stands in it, on both databases."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from shared import clock
from shared.bulk import among, insert_new, insert_rows
from shared.db import Database
from shared.ids import new_id
from shared.outbox import OutboxRow
from shared.timers import Deadline

NASTY = [
    "",
    "NULL",
    "null",
    '"',
    "\\",
    '\\"',
    "{a,b}",
    "a,b",
    " spaces ",
    "行一\n行二\t",
    "'; DROP TABLE outbox; --",
    "%s :x",
]
MOMENT = datetime(2026, 12, 1, 8, 30, 15, 123456, tzinfo=UTC)


@pytest.mark.parametrize("rows", [NASTY, NASTY[:1], ["same", "same"]], ids=["different", "one", "alike"])
def test_texts_bytes_and_gaps_come_back_in_their_order(database: Database, rows: list[str]) -> None:
    told = [_row(text, number) for number, text in enumerate(rows)]
    with database.write() as session:
        insert_rows(session, OutboxRow, told)
    with database.read() as session:
        found = session.scalars(select(OutboxRow).order_by(OutboxRow.seq)).all()
    assert [{name: getattr(row, name) for name in told[0]} for row in found] == told


def test_json_and_numbers_come_back(database: Database) -> None:
    payloads: list[dict[str, Any]] = [{"text": text, "list": [1, None, True]} for text in NASTY]
    facts = {"due_at": MOMENT, "fires_at": MOMENT, "kind": "x", "subject": new_id(), "state": "pending", "attempts": 3}
    told = [{**facts, "id": new_id(), "payload": payload} for payload in payloads]
    with database.write() as session:
        insert_rows(session, Deadline, told)
    with database.read() as session:
        found = session.scalars(select(Deadline).order_by(Deadline.id)).all()
    assert [row.payload for row in found] == payloads
    assert {(row.due_at, row.subject, row.attempts) for row in found} == {(MOMENT, facts["subject"], 3)}


def test_a_naive_time_is_refused(database: Database) -> None:
    rows = [_row("a", 1), _row("b", 2) | {"created_at": MOMENT.replace(tzinfo=None)}]
    with pytest.raises(Exception, match="naive time"), database.write() as session:
        insert_rows(session, OutboxRow, rows)


def test_what_is_there_already_stays_as_it_is(database: Database) -> None:
    old, new = _row("old", 1), _row("new", 2)
    again = {**old, "key": "changed"}
    with database.write() as session:
        insert_rows(session, OutboxRow, [old])
        assert [row.event_id for row in insert_new(session, OutboxRow, [again, new], OutboxRow.event_id)] == [
            new["event_id"]
        ]
    with database.read() as session:
        assert [row.key for row in session.scalars(select(OutboxRow).order_by(OutboxRow.seq))] == ["old", "new"]


def test_rows_are_found_by_many_keys_at_once(database: Database) -> None:
    told = [_row(text, number) for number, text in enumerate(NASTY)]
    with database.write() as session:
        insert_rows(session, OutboxRow, told)
    ids: list[UUID] = [row["event_id"] for row in told[::2]]
    with database.read() as session:
        by_id = session.scalars(select(OutboxRow.event_id).where(among(session, OutboxRow.event_id, ids))).all()
        by_text = session.scalars(select(OutboxRow.key).where(among(session, OutboxRow.key, NASTY))).all()
        nothing = session.scalars(select(OutboxRow.key).where(among(session, OutboxRow.key, []))).all()
    assert (set(by_id), set(by_text), nothing) == (set(ids), set(NASTY), [])


def _row(text: str, number: int) -> dict[str, Any]:
    return {
        "event_id": new_id(),
        "key": text,
        "subject": text,
        "body": bytes([number, 0, 255, 92, 34]),
        "created_at": clock.now(),
        "attempts": number,
        "error": text if number % 2 else None,
    }
