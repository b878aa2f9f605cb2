"""Opening a workbook that anybody may have made: nothing is evaluated, and nothing unbounded is unpacked."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from shared.errors import N_
from shared.file_problems import refusal

MOST_ROWS = 20_000
MOST_COLUMNS = 50
MOST_BYTES = 10 * 2**20
MOST_UNPACKED = 64 * 2**20
MOST_STYLES = 4 * 2**20
MOST_PARTS = 500
EXCELS_LAST_ROW = 1_048_576

NO_WORKBOOK = N_("This is no Excel workbook (.xlsx). Save it in that format, without a password.")
TOO_LARGE = N_("The file is larger than %(megabytes)s MB.")
UNPACKS_TOO_LARGE = N_("The file unpacks to far more than it should. Copy its cells into a new workbook.")
TOO_MANY_ROWS = N_("The sheet “%(sheet)s” has more than %(most)s rows. Split the file.")
_ZERO_PADDED = re.compile(r"^0+$")


class Odd(Enum):
    """A cell whose content can't be taken for what it shows."""

    FORMULA = "formula"
    ERROR = "error"


ODD = {"f": Odd.FORMULA, "e": Odd.ERROR}  # by openpyxl's letters for the types of cells
CellValue = str | date | Odd | None


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` counts from 1; ``cells`` from column A."""

    number: int
    cells: list[CellValue]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's rows that hold anything."""

    title: str
    rows: list[Row]


def read_sheets(stream: BinaryIO) -> list[Sheet]:
    """Every sheet of the workbook. Raises ``FileRefused`` when it is none, or is too large."""
    from openpyxl import load_workbook  # noqa: PLC0415 - it takes memory that only imports should pay

    _check_archive(stream)
    try:
        with warnings.catch_warnings(action="ignore"):  # what openpyxl leaves out is nothing we read
            workbook = load_workbook(stream, read_only=True, data_only=False, keep_links=False)
            return [Sheet(sheet.title, list(_rows(sheet))) for sheet in workbook.worksheets]
    except _TooManyRows as error:
        raise refusal(TOO_MANY_ROWS, sheet=error.sheet, most=MOST_ROWS) from error
    except Exception as error:  # a broken file makes openpyxl raise whatever it meets first
        raise refusal(NO_WORKBOOK) from error


class _TooManyRows(Exception):
    def __init__(self, sheet: str) -> None:
        super().__init__(sheet)
        self.sheet = sheet


def _check_archive(stream: BinaryIO) -> None:
    """The sizes in the archive's directory can be trusted as bounds: unpacking stops there."""
    if stream.seek(0, 2) > MOST_BYTES:
        raise refusal(TOO_LARGE, megabytes=MOST_BYTES // 2**20)
    try:
        with ZipFile(stream) as archive:
            parts = {part.filename: part.file_size for part in archive.infolist()}
    except BadZipFile as error:
        raise refusal(NO_WORKBOOK) from error
    styles = parts.get("xl/styles.xml", 0)
    if len(parts) > MOST_PARTS or sum(parts.values()) > MOST_UNPACKED or styles > MOST_STYLES:
        raise refusal(UNPACKS_TOO_LARGE)


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # the size that a file claims may be wrong and would hide rows
    found = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        values = [_value(cell) for cell in cells]
        if any(value is not None for value in values):
            found += 1
            yield Row(number, values)
        if found > MOST_ROWS + 1 or number > EXCELS_LAST_ROW:
            raise _TooManyRows(sheet.title)


def _value(cell: Any) -> CellValue:
    """Texts without the white space around them; numbers as the digits that were typed; blank cells as None."""
    value = cell.value
    if value is None:
        return None
    if cell.data_type in ODD:
        return ODD[cell.data_type]
    if isinstance(value, datetime | date):
        return value.date() if isinstance(value, datetime) else value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _digits(value, cell.number_format)
    return str(value).strip() or None


def _digits(number: float, shown_as: str) -> str:
    """``502`` shown as ``0000`` is ``0502``, as its author sees it."""
    text = str(int(number)) if float(number).is_integer() else repr(number)
    return text.zfill(len(shown_as)) if _ZERO_PADDED.match(shown_as) else text
