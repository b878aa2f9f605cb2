"""Excel workbooks that people take home: sheets below headings, in which every text stays a text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from tempfile import TemporaryFile
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from shared.sheets import CHUNK, Cell, local

Table = tuple[str, Sequence[str], Sequence[Sequence[str]]]  # title, headings, rows
WIDEST, NARROWEST, LONGEST_TITLE = 60, 10, 31
FORMATS: dict[type, str] = {datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd"}
WRAPPED = Alignment(vertical="top", wrap_text=True)
_FORBIDDEN_IN_TITLE = re.compile(r"[\\/*?:\[\]]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def workbook(tables: Sequence[Table]) -> bytes:
    """The bytes of an ``.xlsx`` file with a sheet for each table."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, headings, rows in tables:
        _fill(book.create_sheet(title[:LONGEST_TITLE]), headings, rows)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def xlsx_chunks(title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], zone: ZoneInfo) -> Iterator[bytes]:
    """A workbook of one sheet, row by row however long it is; a text is stored as text, whatever it begins with."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(_FORBIDDEN_IN_TITLE.sub(" ", title)[:LONGEST_TITLE])
    sheet.freeze_panes = "A2"
    for number, heading in enumerate(header, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = min(max(len(heading) * 2 + 4, NARROWEST), WIDEST)
    cells = _Cells(sheet)
    sheet.append([cells.headline(heading) for heading in header])
    for row in rows:
        sheet.append([cells.of(column, local(value, zone)) for column, value in enumerate(row)])
    with TemporaryFile() as file:
        workbook.save(file)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _fill(sheet: Worksheet, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    for number, texts in enumerate([headings, *rows], start=1):
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(number, column, _UNPRINTABLE.sub(" ", text))
            cell.data_type = "s"  # a text that begins with = is no formula
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.font = Font(bold=number == 1)
    for column, texts in enumerate(zip(headings, *rows, strict=True), start=1):
        longest = max(len(text.encode("gb18030", "replace")) for text in texts)  # a Chinese character is as wide as two
        sheet.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, NARROWEST), WIDEST)
    sheet.freeze_panes = "A2"


class _Cells:
    """Makes the cells of a sheet. Styling one takes longer than writing ten, so each column's are used again."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.styled: dict[tuple[int, type], ExcelCell] = {}

    def headline(self, text: str) -> ExcelCell:
        cell: ExcelCell = WriteOnlyCell(self.sheet, text)
        cell.font = Font(bold=True)
        return cell

    def of(self, column: int, value: Cell) -> Any:
        if isinstance(value, str):
            text = _UNPRINTABLE.sub(" ", value)
            return self._text(column, text) if text.startswith("=") or "\n" in text else text
        if type(value) not in FORMATS:
            return value
        cell = self._styled(column, type(value))
        cell.value = value
        if cell.number_format != FORMATS[type(value)]:
            cell.number_format = FORMATS[type(value)]
        return cell

    def _text(self, column: int, text: str) -> ExcelCell:
        cell = self._styled(column, str)
        cell.value, cell.alignment = text, WRAPPED
        cell.data_type = "s"  # openpyxl would make a formula of what begins with =
        return cell

    def _styled(self, column: int, kind: type) -> ExcelCell:
        if (column, kind) not in self.styled:
            self.styled[column, kind] = WriteOnlyCell(self.sheet)
        return self.styled[column, kind]
