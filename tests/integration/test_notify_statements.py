"""收支情况: only what balances is signed, only what is signed is published, and any change voids it (A2.6, C3.2)."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import update

from services.notify import handlers, queries
from services.notify.handlers import (
    AlreadyCorrected,
    NoSigningKey,
    NotAuthentic,
    NothingDeclared,
    PeriodGoesOn,
    StatementNotice,
    Unbalanced,
)
from services.notify.models import (
    Flow,
    IllegalStatementStep,
    LineContent,
    NoticeKind,
    NoticeState,
    Statement,
    StatementState,
    compared,
)
from shared import audit
from shared.errors import Invalid, NotFound, StaleVersion
from tests.conftest import MakeDatabase
from tests.integration.notify_board import Board, open_board
from tests.integration.notify_statements import categories, content, drafted, published, signed, stored
from tests.integration.ticketing_desk import Desk

NOVEMBER = time_machine.travel("2026-11-30T08:00:00Z", tick=True)


@pytest.fixture
def service_name() -> str:
    return "notify"


@pytest.fixture
def board(desk: Desk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    return open_board(desk, make_database, tmp_path)


def test_from_the_draft_over_the_signature_to_the_board(board: Board) -> None:
    row = drafted(board)
    assert (row.state, row.missing_fen, row.signature) == (StatementState.DRAFT, 0, None)
    row = signed(board, row)
    assert (row.state, row.signed_by, row.estate_name) == (StatementState.SIGNED, "郑华", "邻香苑")
    assert stored(board, row).is_authentic(board.settings.statement_keys)
    row = board.do("manager", handlers.publish_statement, statement_id=row.id)
    with board.database.read() as session:
        notice = queries.notice(session, row.notice_id)
    assert (notice.kind, notice.state, notice.approved_by) == (NoticeKind.STATEMENT, NoticeState.PUBLISHED, "郑华")
    assert (notice.title, notice.title_en) == (
        "2026年第3季度物业服务费收支情况",
        "Income and expenditure, quarter 3 of 2026",
    )
    assert "| 员工工资及福利 | 第三季度工资 | 200,000.00 |" in notice.body
    assert f"/notify/board/LX/statements/{row.id}" in notice.body_en
    assert board.told("statement_") == ["statement_signed", "statement_published"]
    told = dict(board.events())["statement_published"]
    assert told["document"].encode() == stored(board, row).document()
    assert (told["closing_fen"], told["signed_by"]) == (230_000_00, "郑华")
    with board.database.read() as session:
        actions = [each.action for each in reversed(audit.trail(session, subject=row.id).items)]
    assert actions == ["statement.draft", "statement.sign", "statement.publish"]


def test_what_does_not_balance_is_not_signed(board: Board) -> None:
    row = drafted(board, closing_fen=230_000_01)
    with pytest.raises(Unbalanced) as refused:
        signed(board, row)
    assert "0.01" in str(refused.value)
    with pytest.raises(NothingDeclared):
        signed(board, lines=[], closing_fen=10_000_00, begins_on=date(2026, 4, 1), ends_on=date(2026, 6, 30))


@NOVEMBER
def test_a_period_that_goes_on_is_not_signed(board: Board) -> None:
    row = drafted(board, begins_on=date(2026, 10, 1), ends_on=date(2026, 11, 30))
    with pytest.raises(PeriodGoesOn):
        signed(board, row)


def test_nobody_signs_what_they_have_not_read(board: Board) -> None:
    row = drafted(board)
    changed = content(board, note="另有说明")
    board.do("supervisor", handlers.edit_statement, statement_id=row.id, content=changed)
    with pytest.raises(StaleVersion):
        signed(board, row)


def test_without_a_key_nothing_is_signed(board: Board) -> None:
    object.__setattr__(board.settings, "statement_signing_key", "")
    with pytest.raises(NoSigningKey):
        signed(board)


CHANGES: dict[str, dict[str, Any]] = {
    "a note": {"note": "已审计"},
    "the period": {"ends_on": date(2026, 9, 29)},
    "a balance": {"opening_fen": 9_999_99},
    "the lines": {"lines": []},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_any_change_voids_the_signature(board: Board, change: dict[str, Any]) -> None:
    row = signed(board)
    before = (row.content_hash, row.document())
    edited = board.do("supervisor", handlers.edit_statement, statement_id=row.id, content=content(board, **change))
    assert (edited.state, edited.signature, edited.signed_by) == (StatementState.DRAFT, None, None)
    told = dict(board.events())["statement_voided"]
    assert (told["content_hash"], told["document"].encode(), told["by"]) == (*before, "周洁")
    with pytest.raises(IllegalStatementStep):
        board.do("lead", handlers.publish_statement, statement_id=row.id)


def test_who_saves_it_as_it_was_voids_nothing(board: Board) -> None:
    row = signed(board)
    board.do("supervisor", handlers.edit_statement, statement_id=row.id, content=content(board))
    assert stored(board, row).is_authentic(board.settings.statement_keys)


def test_what_was_changed_past_the_program_is_not_published(board: Board) -> None:
    row = signed(board)
    with board.database.engine.begin() as connection:
        connection.execute(update(Statement).where(Statement.id == row.id).values(note="补"))
    assert not stored(board, row).is_authentic(board.settings.statement_keys)
    with pytest.raises(NotAuthentic):
        board.do("lead", handlers.publish_statement, statement_id=row.id)


def test_no_unsigned_statement_comes_to_the_board(board: Board) -> None:
    row = drafted(board)
    with pytest.raises(IllegalStatementStep):
        board.do("lead", handlers.publish_statement, statement_id=row.id)
    with pytest.raises(Invalid):
        board.draft(kind=NoticeKind.STATEMENT)
    row = board.do("lead", handlers.publish_statement, statement_id=signed(board, row).id)
    with pytest.raises(StatementNotice):
        board.do("officer", handlers.revise_notice, notice_id=row.notice_id)


def test_a_correction_replaces_what_was_published(board: Board) -> None:
    old = published(board)
    with pytest.raises(IllegalStatementStep):
        board.do("supervisor", handlers.edit_statement, statement_id=old.id, content=content(board))
    new = board.do("supervisor", handlers.correct_statement, statement_id=old.id)
    with pytest.raises(AlreadyCorrected):
        board.do("supervisor", handlers.correct_statement, statement_id=old.id)
    changed = content(board, note="更正")
    new = board.do("supervisor", handlers.edit_statement, statement_id=new.id, content=changed)
    new = board.do("lead", handlers.publish_statement, statement_id=signed(board, new).id)
    assert (stored(board, old).state, new.state) == (StatementState.REPLACED, StatementState.PUBLISHED)
    with board.database.read() as session:
        states = [queries.notice(session, each.notice_id).state for each in (old, new) if each.notice_id]
    assert states == [NoticeState.REPLACED, NoticeState.PUBLISHED]
    assert stored(board, old).is_authentic(board.settings.statement_keys)


def test_a_period_has_one_statement(board: Board) -> None:
    row = drafted(board)
    with pytest.raises(Invalid):
        drafted(board, begins_on=date(2026, 9, 30), ends_on=date(2026, 10, 1))
    with pytest.raises(Invalid):
        drafted(board, begins_on=date(2026, 10, 2), ends_on=date(2026, 10, 1))
    board.do("supervisor", handlers.discard_statement, statement_id=row.id)
    assert drafted(board).state is StatementState.DRAFT


def test_the_period_before_stands_beside_it(board: Board) -> None:
    earlier = published(board, begins_on=date(2026, 4, 1), ends_on=date(2026, 6, 30))
    row = drafted(board)
    with board.database.read() as session:
        before = queries.statement_before(session, row, public=True)
        assert before is not None
        assert before.id == earlier.id
        (cleaning,) = [each for each in compared(row, earlier, Flow.EXPENSE) if each.name == "清洁卫生"]
    assert (cleaning.change_fen, cleaning.change_percent) == (0, 0)


def test_categories_are_the_estates_own(board: Board) -> None:
    known = categories(board)
    assert [row.name for row in known.values()] == [
        "物业服务费",
        "员工工资及福利",
        "公共区域秩序维护",
        "清洁卫生",
        "环境保护",
        "绿化养护",
    ]
    estate = board.desk.estates["LX"].id
    board.do("supervisor", handlers.add_category, estate_id=estate, flow=Flow.EXPENSE, name="电梯维保")
    row = drafted(board)
    board.do("supervisor", handlers.change_category, category_id=known["清洁卫生"].id, name="保洁")
    board.do("supervisor", handlers.retire_category, category_id=known["绿化养护"].id)
    assert "保洁" in categories(board)
    assert "绿化养护" not in categories(board)
    assert [each["category"] for each in stored(board, row).lines][-1] == "清洁卫生"
    with pytest.raises(Invalid):
        board.do("supervisor", handlers.add_category, estate_id=estate, flow=Flow.EXPENSE, name="保洁")


def test_other_estates_neither_write_nor_see_it(board: Board) -> None:
    row = drafted(board)
    with pytest.raises(NotFound):
        board.do("stranger", handlers.discard_statement, statement_id=row.id)
    with pytest.raises(Invalid):
        board.do("stranger", handlers.draft_statement, estate_id=row.estate_id, content=content(board))
    foreign = categories(board, "CH")["清洁卫生"]
    with pytest.raises(Invalid):
        drafted(board, lines=[LineContent(foreign.id, 1)])
