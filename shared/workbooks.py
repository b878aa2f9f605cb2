"""Excel workbooks that people take home: sheets of plain text below headings."""

import re
from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Table = tuple[str, Sequence[str], Sequence[Sequence[str]]]  # title, headings, rows
WIDEST, NARROWEST, LONGEST_TITLE = 60, 10, 31
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
