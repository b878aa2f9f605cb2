"""收费标准 rest on a decision and are published (C3.1); named households are reminded of their own amount (C3)."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from services.notify import handlers, queries
from services.notify.handlers import StandardReplaced
from services.notify.models import EMAIL, FeeReminder, FeeStandard
from shared import clock
from shared.errors import Invalid, NotFound
from shared.file_problems import FileRefused
from tests.conftest import MakeDatabase
from tests.integration.notify_board import Board, open_board
from tests.integration.ticketing_desk import Desk

PDF = b"%PDF-1.7 x"


@pytest.fixture
def service_name() -> str:
    return "notify"


@pytest.fixture
def board(desk: Desk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    return open_board(desk, make_database, tmp_path)


def approved(board: Board, **changes: Any) -> FeeStandard:
    told = {"name": "高层住宅物业服务费", "price_fen": 285, "unit": "平方米·月", "basis": "深发改〔2026〕12号"}
    facts = told | {"note": "", "valid_from": None} | changes
    row: FeeStandard = board.do("lead", handlers.add_standard, estate_id=board.desk.estates["LX"].id, **facts)
    return row


def today(board: Board) -> date:
    return clock.today(board.settings.site_zone)


def counting(board: Board, day: date, **chosen: Any) -> list[int]:
    with board.database.read() as session:
        return [row.price_fen for row in queries.fee_standards(session, board.desk.estates["LX"].id, day, **chosen)]


def test_a_standard_is_never_altered_its_successor_counts_from_its_day(board: Board) -> None:
    old, later = approved(board, document=PDF, document_name="批复.pdf"), today(board) + timedelta(days=30)
    facts = {"name": old.name, "price_fen": 310, "unit": old.unit, "basis": "深发改〔2027〕3号", "note": ""}
    new = board.do("lead", handlers.replace_standard, standard_id=old.id, valid_from=later, **facts)
    assert (new.standard_id, new.document, new.document_name) == (old.standard_id, old.document, "批复.pdf")
    assert (counting(board, today(board)), counting(board, later)) == ([285], [310])
    assert counting(board, today(board), coming=True) == [285, 310]
    with pytest.raises(StandardReplaced):
        board.do("lead", handlers.replace_standard, standard_id=old.id, valid_from=later, **facts)
    with pytest.raises(Invalid):
        board.do("lead", handlers.replace_standard, standard_id=new.id, valid_from=today(board), **facts)
    assert board.told("fee_") == ["fee_standard_approved", "fee_standard_approved"]


def test_what_ends_leaves_the_board(board: Board) -> None:
    row = approved(board)
    board.do("lead", handlers.end_standard, standard_id=row.id)
    assert counting(board, today(board)) == []
    assert board.told("fee_") == ["fee_standard_approved", "fee_standard_ended"]
    with pytest.raises(NotFound):
        board.do("stranger", handlers.end_standard, standard_id=row.id)
    with pytest.raises(Invalid):
        approved(board, document=b"<script>", document_name="x.pdf")


# Reminders


def file_of(*rows: tuple[Any, ...]) -> BytesIO:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("房号", "姓名", "金额（元）"), *rows):
        sheet.append(list(row))
    stream = BytesIO()
    book.save(stream)
    stream.seek(0)
    return stream


def reminded(board: Board, *rows: tuple[Any, ...], **changes: Any) -> FeeReminder:
    told = {
        "estate_id": board.desk.estates["LX"].id,
        "period": "2026年第四季度",
        "pay_by": today(board) + timedelta(days=14),
        "how": "前台或转账。",
        "file": file_of(*rows),
    }
    row: FeeReminder = board.do("supervisor", handlers.remind_to_pay, **told | changes)
    return row


def test_each_household_is_told_its_own_amount(board: Board) -> None:
    board.settings = board.database.settings = type(board.settings)(
        **vars(board.settings) | {"channel_urls": {EMAIL: "json://localhost", "sms": "json://localhost"}}
    )
    wei, smith = board.desk.customers["张伟"], board.desk.customers["John Smith"]
    row = reminded(board, (wei.unit_path, "", 1234.5), (smith.unit_path, "John Smith", "800"))
    assert (row.households, row.total_fen) == (2, 2034_50)
    messages = {message.recipient_id: message for message in board.messages(subject=str(row.id))}
    assert messages.keys() == {wei.id, smith.id}
    assert "尚有¥1,234.50未缴" in messages[wei.id].body
    assert "前台或转账。" in messages[wei.id].body
    assert "尚有¥800.00未缴" in messages[smith.id].body
    assert [way.state for way in messages[wei.id].deliveries] == ["queued"]
    told = dict(board.events())["fee_reminder_sent"]
    assert (told["households"], told["total_fen"], "张伟" in str(told)) == (2, 2034_50, False)


def test_a_file_with_faults_tells_nobody(board: Board) -> None:
    wei = board.desk.customers["张伟"]
    with pytest.raises(FileRefused) as refused:
        reminded(
            board,
            (wei.unit_path, "", 1),
            (wei.unit_path, "", 2),
            ("9栋 9层 0909", "", 1),
            (wei.unit_path, "别人", 1),
            (wei.unit_path, "", "=1+1"),
            (wei.unit_path, "", 0),
        )
    assert [(each.row, each.column) for each in refused.value.problems] == [
        (3, "A"),
        (4, "A"),
        (5, "A"),
        (6, "C"),
        (7, "C"),
    ]
    assert board.messages(event="notify.fee_reminder_sent.v1") == []
    with pytest.raises(Invalid):
        reminded(board, (wei.unit_path, "", 1), pay_by=today(board) - timedelta(days=1))
    with pytest.raises(FileRefused):
        reminded(board)


def test_other_estates_households_are_not_reached(board: Board) -> None:
    wei = board.desk.customers["张伟"]
    with pytest.raises(Invalid):
        board.do(
            "stranger",
            handlers.remind_to_pay,
            estate_id=board.desk.estates["LX"].id,
            period="x",
            pay_by=today(board),
            how="",
            file=file_of((wei.unit_path, "", 1)),
        )
