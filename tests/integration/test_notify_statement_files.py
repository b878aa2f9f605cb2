"""The lines of a statement from Excel: all of them, or every fault with its cell; nothing is evaluated (A2.6)."""

from io import BytesIO
from pathlib import Path

import pytest

from services.notify import handlers
from services.notify.models import Statement, StatementState
from shared.file_problems import FileRefused
from tests.conftest import MakeDatabase
from tests.integration.notify_board import Board, open_board
from tests.integration.notify_statements import drafted, file_of, signed, stored
from tests.integration.ticketing_desk import Desk

pytestmark = pytest.mark.one_database


@pytest.fixture
def board(desk: Desk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    return open_board(desk, make_database, tmp_path)


def imported(board: Board, row: Statement, file: BytesIO) -> Statement:
    done: Statement = board.do("supervisor", handlers.import_lines, statement_id=row.id, file=file)
    return done


def test_the_lines_of_a_file_take_the_place_of_the_others(board: Board) -> None:
    row = signed(board)
    file = file_of(("收入", "物业服务费", None, 1234.5), ("expenditure", "Cleaning", "=不是公式"[1:], "1,000.05"))
    row = imported(board, row, file)
    assert [(line["category"], line["amount_fen"], line["item"]) for line in row.lines] == [
        ("物业服务费", 1234_50, ""),
        ("清洁卫生", 1000_05, "不是公式"),
    ]
    assert (row.state, row.signature) == (StatementState.DRAFT, None)


def test_a_file_with_faults_changes_nothing_and_tells_each(board: Board) -> None:
    row = drafted(board)
    file = file_of(
        ("收入", "物业服务费", "", 100),
        ("支出", "清洁卫生", '=HYPERLINK("http://evil.example","x")', 1),
        ("支出", "不存在", "", 5),
        ("收入", "清洁卫生", "", 5),
        ("支出", "绿化养护", "", "=1+1"),
        ("支出", "绿化养护", "", "十元"),
        ("支出", "绿化养护", "", 1.005),
        ("支出", "绿化养护", "", -1),
    )
    with pytest.raises(FileRefused) as refused:
        imported(board, row, file)
    places = [(each.row, each.column) for each in refused.value.problems]
    assert places == [(3, "C"), (4, "B"), (5, "B"), (6, "D"), (7, "D"), (8, "D"), (9, "D")]
    assert stored(board, row).lines == row.lines


@pytest.mark.parametrize(
    "file",
    [BytesIO(b"no workbook"), file_of(), file_of(("收入", "物业服务费", "", 1), head=("收支", "类别", "明细", "别的"))],
    ids=["no workbook", "no line", "another column"],
)
def test_what_is_no_file_of_lines_is_refused(board: Board, file: BytesIO) -> None:
    with pytest.raises(FileRefused):
        imported(board, drafted(board), file)
