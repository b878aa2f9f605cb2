"""For tests of statements: what a lead has signed, and the Excel files of those who write them."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from services.notify import handlers, queries
from services.notify.handlers import StatementContent
from services.notify.models import FeeCategory, LineContent, Statement
from tests.integration.notify_board import Board

PERIOD: dict[str, Any] = {"begins_on": date(2026, 7, 1), "ends_on": date(2026, 9, 30)}
HEAD = ("收支", "类别", "明细", "金额（元）")


def categories(board: Board, estate: str = "LX") -> dict[str, FeeCategory]:
    """By name; those of the procedure where there were none."""
    key = board.desk.estates[estate].id
    board.do("supervisor" if estate == "LX" else "stranger", handlers.begin_categories, estate_id=key)
    with board.database.read() as session:
        return {row.name: row for row in queries.fee_categories(session, key)}


def content(board: Board, **changes: Any) -> StatementContent:
    """Balanced, unless it is changed."""
    known = categories(board)
    lines = [
        LineContent(known["物业服务费"].id, 500_000_00),
        LineContent(known["员工工资及福利"].id, 200_000_00, "第三季度工资"),
        LineContent(known["清洁卫生"].id, 80_000_00),
    ]
    told = PERIOD | {"opening_fen": 10_000_00, "closing_fen": 230_000_00, "lines": lines}
    return StatementContent(**told | changes)


def drafted(board: Board, **changes: Any) -> Statement:
    estate = board.desk.estates["LX"].id
    row: Statement = board.do(
        "supervisor", handlers.draft_statement, estate_id=estate, content=content(board, **changes)
    )
    return row


def signed(board: Board, row: Statement | None = None, **changes: Any) -> Statement:
    row = row or drafted(board, **changes)
    done: Statement = board.do("lead", handlers.sign_statement, statement_id=row.id, version=row.version)
    return done


def published(board: Board, **changes: Any) -> Statement:
    row = signed(board, **changes)
    done: Statement = board.do("lead", handlers.publish_statement, statement_id=row.id)
    return done


def stored(board: Board, row: Statement) -> Statement:
    """As it stands now."""
    with board.database.read() as session:
        return session.get_one(Statement, row.id)


def file_of(*rows: Sequence[Any], head: Sequence[str] = HEAD) -> BytesIO:
    """A workbook with these lines."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(head))
    for row in rows:
        sheet.append(list(row))
    stream = BytesIO()
    book.save(stream)
    stream.seek(0)
    return stream
