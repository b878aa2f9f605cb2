"""The lines of a statement from an Excel file (A2.6): all of them, or a reason for each that cannot be taken."""

import re
from collections.abc import Mapping
from typing import Any, BinaryIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notify.handlers.statements import StatementContent, edit_statement, statement_of
from services.notify.models import (
    LARGEST_FEN,
    LONGEST_CATEGORY,
    LONGEST_ITEM,
    MOST_LINES,
    FeeCategory,
    Flow,
    LineContent,
    Statement,
)
from shared.errors import N_
from shared.file_problems import FileRefused, Problem, Problems, refusal
from shared.file_tables import UNKNOWN, Column, Form, Place, Table, Unfit, read_table, words_in
from shared.workbook_reader import Row, read_sheets

LINES = Form(
    ("收支明细", "Lines"),
    (
        Column("flow", ("收支", "Income or expenditure"), 20),
        Column("category", ("类别", "Category"), LONGEST_CATEGORY),
        Column("item", ("明细", "Item"), LONGEST_ITEM, required=False),
        Column("amount", ("金额（元）", "Amount in yuan", "金额"), 20),
    ),
)
FLOWS = {"收入": Flow.INCOME, "income": Flow.INCOME, "支出": Flow.EXPENSE, "expenditure": Flow.EXPENSE}
NO_LINES = N_("The file has no line.")
TOO_MANY_LINES = N_("The file has more than %(most)s lines.")
NO_AMOUNT = N_("This is no amount. Write it in yuan with at most two decimals, as 1234.50.")
LARGE_AMOUNT = N_("This amount is too large.")
_AMOUNT = re.compile(r"^(\d{1,12})(?:\.(\d{1,2}))?$")
Categories = Mapping[tuple[Flow, str], FeeCategory]


def import_lines(session: Session, *, statement_id: UUID, file: BinaryIO) -> Statement:
    """The file's lines take the place of those of the draft.

    Raises ``NotFound``, ``IllegalStatementStep``, and ``FileRefused`` with every problem, when nothing is taken.
    """
    statement = statement_of(session, statement_id)
    lines = read_lines(file, _categories(session, statement.estate_id))
    names: tuple[str, ...] = ("begins_on", "ends_on", "opening_fen", "closing_fen", "note", "note_en")
    told: dict[str, Any] = {name: getattr(statement, name) for name in names}
    return edit_statement(session, statement_id=statement_id, content=StatementContent(**told, lines=lines))


def read_lines(file: BinaryIO, categories: Categories) -> list[LineContent]:
    """Of the first sheet that holds anything. Raises ``FileRefused``."""
    sheet = next((sheet for sheet in read_sheets(file) if sheet.rows), None)
    if sheet is None:
        raise refusal(NO_LINES)
    problems = Problems()
    table = read_table(sheet, LINES, problems)
    found = [] if problems.count else [_line(table, row, categories, problems) for row in table.rows]
    if not problems.count and not 0 < len(found) <= MOST_LINES:
        problems.add(Problem(TOO_MANY_LINES if found else NO_LINES, {"most": MOST_LINES}, sheet.title))
    if problems.count:
        raise FileRefused(problems)
    return [line for line in found if line is not None]


def _line(table: Table, row: Row, categories: Categories, problems: Problems) -> LineContent | None:
    """None when a cell of it is not fit."""
    values: dict[str, Any] = {}
    for place in table.places:
        try:
            values[place.column.key] = _value(place, row, values, categories)
        except Unfit as error:
            problems.add(table.problem(row, place, error.message, **error.params))
    if values.keys() < {place.column.key for place in table.places}:
        return None
    return LineContent(values["category"].id, values["amount"], values.get("item") or "")


def _value(place: Place, row: Row, before: Mapping[str, Any], categories: Categories) -> Any:
    """Raises ``Unfit``."""
    cell, column = row.cells[place.index], place.column
    if cell is None and not column.required:
        return None
    text = words_in(cell, column.longest)
    if column.key == "flow":
        return _one_of(FLOWS, text.casefold(), text, "、".join(FLOWS))
    if column.key == "category":
        return _category(text, before.get("flow"), categories)
    return fen_of(text) if column.key == "amount" else text


def _category(text: str, flow: Flow | None, categories: Categories) -> FeeCategory:
    choices = dict.fromkeys(row.name for (of, _name), row in categories.items() if flow in (None, of))
    known = {name: row for (of, name), row in categories.items() if flow in (None, of)}
    found: FeeCategory = _one_of(known, text.casefold(), text, "、".join(choices))
    return found


def _one_of(choices: Mapping[str, Any], key: str, text: str, told: str) -> Any:
    if key not in choices:
        raise Unfit(UNKNOWN, value=text, choices=told)
    return choices[key]


def fen_of(text: str, least: int = 0) -> int:
    """What a cell says in yuan. Raises ``Unfit``."""
    found = _AMOUNT.match(text.replace(",", ""))
    fen = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else -1
    if fen < least:
        raise Unfit(NO_AMOUNT)
    if fen > LARGEST_FEN:
        raise Unfit(LARGE_AMOUNT)
    return fen


def _categories(session: Session, estate_id: UUID) -> Categories:
    """Those in use, by both of their names in small letters."""
    used = select(FeeCategory).where(FeeCategory.estate_id == estate_id, FeeCategory.retired_at.is_(None))
    rows = session.scalars(used.order_by(FeeCategory.position)).all()
    return {(row.flow, name.casefold()): row for row in rows for name in (row.name_en, row.name) if name}
