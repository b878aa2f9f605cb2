"""Tables for Excel and other programs, written row by row: a long list needs no more memory than a short one."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from tempfile import TemporaryFile
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

Cell = str | int | Decimal | date | datetime | None
CHUNK = 64 * 1024
WIDTHS = (10, 48)  # of a column, by its heading
BOM = "\ufeff"  # without it Excel takes the Chinese text for another encoding
# What makes a program take a text for a formula, which could fetch or send something (OWASP, "CSV injection").
_FORMULA = re.compile(r"^\s*[=+\-@\t\r＝＋－＠]")
_FORBIDDEN_IN_TITLE = re.compile(r"[\\/*?:\[\]]")
FORMATS: dict[type, str] = {datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd"}


def csv_chunks(header: Sequence[str], rows: Iterable[Sequence[Cell]], zone: ZoneInfo) -> Iterator[bytes]:
    """UTF-8 with a byte order mark; a text that could be a formula gets an apostrophe before it."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    buffer.write(BOM)
    writer.writerow(map(_harmless, header))
    for row in rows:
        writer.writerow([_as_text(_local(cell, zone)) for cell in row])
        if buffer.tell() >= CHUNK:
            yield _taken(buffer)
    yield _taken(buffer)


def xlsx_chunks(title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], zone: ZoneInfo) -> Iterator[bytes]:
    """A workbook of one sheet; a text is stored as text, whatever it begins with."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(_FORBIDDEN_IN_TITLE.sub(" ", title)[:31])
    sheet.freeze_panes = "A2"
    for number, heading in enumerate(header, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = min(max(len(heading) * 2 + 4, WIDTHS[0]), WIDTHS[1])
    sheet.append([_headline(sheet, heading) for heading in header])
    for row in rows:
        sheet.append([_cell(sheet, _local(cell, zone)) for cell in row])
    with TemporaryFile() as file:
        workbook.save(file)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _taken(buffer: StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _local(cell: Cell, zone: ZoneInfo) -> Cell:
    """Spreadsheets know no zones: a moment is what the clock on the site's wall showed."""
    return cell.astimezone(zone).replace(tzinfo=None) if isinstance(cell, datetime) else cell


def _as_text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M")
        case str():
            return _harmless(cell)
    return str(cell)


def _harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _headline(sheet: Any, text: str) -> ExcelCell:
    cell = _cell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Cell) -> ExcelCell:
    cell: ExcelCell
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value)  # type: ignore[arg-type] # its types know neither Decimal nor date
        cell.number_format = FORMATS.get(type(value), cell.number_format)
        return cell
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"  # openpyxl would make a formula of what begins with =
    cell.alignment = Alignment(vertical="top", wrap_text="\n" in value)
    return cell
