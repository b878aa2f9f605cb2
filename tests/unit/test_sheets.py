"""Lists as files for Excel and other programs."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from shared.sheets import Cell, csv_chunks
from shared.workbooks import xlsx_chunks

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 6, 5, tzinfo=UTC)
ROW: list[Cell] = ["漏水", 3, Decimal("12.50"), date(2026, 11, 24), AT, None]
HEADER = ["a", "b", "c", "d", "e", "f"]


def lines(*rows: list[Cell]) -> list[list[str]]:
    text = b"".join(csv_chunks(["heading"], rows, ZONE)).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text[1:])))[1:]


def test_csv_tells_values_as_the_clock_on_the_wall_and_the_calendar_do() -> None:
    assert lines(ROW) == [["漏水", "3", "12.50", "2026-11-24", "2026-11-24 14:05", ""]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠", " ="])
def test_no_text_of_a_csv_file_can_be_taken_for_a_formula(start: str) -> None:
    text = f'{start}HYPERLINK("http://example.com")'
    assert lines([text]) == [[f"'{text}"]]


def test_a_negative_number_stays_one() -> None:
    assert lines([-3, "a-b"]) == [["-3", "a-b"]]


def test_a_workbook_keeps_numbers_days_and_moments_and_texts_as_texts() -> None:
    rows: list[list[Cell]] = [ROW, ["=1+1", "a\x00b\nc", None, None, None, None]]
    sheet = load_workbook(BytesIO(b"".join(xlsx_chunks("工单/全部", HEADER, rows, ZONE)))).active
    assert sheet is not None
    assert sheet.title == "工单 全部"
    assert sheet.freeze_panes == "A2"
    head, first, second = sheet.iter_rows()
    assert [cell.value for cell in head] == HEADER
    moment = datetime(2026, 11, 24, 14, 5)  # noqa: DTZ001 - a spreadsheet knows no zones
    assert [cell.value for cell in first] == ["漏水", 3, 12.5, datetime(2026, 11, 24), moment, None]  # noqa: DTZ001
    assert (second[0].value, second[0].data_type) == ("=1+1", "s")
    assert second[1].value == "a b\nc"


def test_long_lists_come_in_pieces() -> None:
    pieces = list(csv_chunks(["heading"], [["x" * 1000]] * 200, ZONE))
    assert len(pieces) > 1
    assert b"".join(pieces).count(b"\n") == 201
