"""Tables as CSV, row by row: a long list needs no more memory than a short one. Excel's are in ``workbooks``."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from zoneinfo import ZoneInfo

Cell = str | int | Decimal | date | datetime | None
CHUNK = 64 * 1024
BOM = "\ufeff"  # without it Excel takes the Chinese text for another encoding
# What makes a program take a text for a formula, which could fetch or send something (OWASP, "CSV injection").
_FORMULA = re.compile(r"^\s*[=+\-@\t\r＝＋－＠]")


def csv_chunks(header: Sequence[str], rows: Iterable[Sequence[Cell]], zone: ZoneInfo) -> Iterator[bytes]:
    """UTF-8 with a byte order mark; a text that could be a formula gets an apostrophe before it."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    buffer.write(BOM)
    writer.writerow(map(_harmless, header))
    for row in rows:
        writer.writerow([_as_text(local(cell, zone)) for cell in row])
        if buffer.tell() >= CHUNK:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def local(cell: Cell, zone: ZoneInfo) -> Cell:
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
