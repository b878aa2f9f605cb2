"""A sheet whose first row names its columns: found by their names, read cell by cell, each fault with its place."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.errors import N_
from shared.file_problems import Problem, Problems
from shared.workbook_reader import CellValue, Odd, Row, Sheet

NO_HEADERS = N_("The sheet is empty. Its first row names the columns.")
MISSING_HEADER = N_("The column “%(header)s” is missing.")
UNKNOWN_HEADER = N_("No such column is known. Rename or remove it.")
HEADER_TWICE = N_("The sheet has this column twice.")
NO_HEADER = N_("There is content in a column without a header.")
EMPTY = N_("This cell must not be empty.")
FORMULA = N_("The cell holds a formula. Replace it by its value.")
ERROR = N_("The cell holds an Excel error.")
TURNED_DATE = N_("Excel has made a date of this. Format the column as text and type it again.")
TOO_LONG = N_("The text has more than %(longest)s characters.")
CONTROL = N_("The text contains characters that cannot be stored.")
UNKNOWN = N_("Not known: “%(value)s”. Possible: %(choices)s.")
_NOT_LETTERS = re.compile(r"[\W_]+")


class Unfit(Exception):
    """The cell does not hold what its column needs; ``message`` is a catalogue key."""

    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message)
        self.message = message
        self.params = params


@dataclass(frozen=True, slots=True)
class Column:
    """``names`` are the accepted headers, the usual Chinese one first. A column that may stay empty may be absent."""

    key: str
    names: tuple[str, ...]
    longest: int
    required: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """What one sheet is called and holds."""

    names: tuple[str, ...]
    columns: tuple[Column, ...]

    def is_called(self, title: str) -> bool:
        return _plain(title) in _ways_to_write(self.names)

    def column(self, header: str) -> Column | None:
        return next((column for column in self.columns if _plain(header) in _ways_to_write(column.names)), None)


@dataclass(frozen=True, slots=True)
class Place:
    """A column as it stands in a file."""

    column: Column
    index: int
    header: str


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose columns are known."""

    title: str
    places: tuple[Place, ...]
    rows: list[Row]

    def problem(self, row: Row, place: Place, message: str, **params: object) -> Problem:
        return Problem(message, params, self.title, row.number, letter(place.index), place.header)


def letter(index: int) -> str:
    """``0`` → ``A``, ``26`` → ``AA``."""
    before, own = divmod(index, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + own)


def read_table(sheet: Sheet, form: Form, problems: Problems) -> Table:
    """The sheet's rows below its headers; what is wrong with these is added to ``problems``."""
    if not sheet.rows:
        problems.add(Problem(NO_HEADERS, sheet=sheet.title))
        return Table(sheet.title, (), [])
    heading, *rows = sheet.rows
    places = tuple(_places(sheet.title, heading, form, problems))
    _refuse_nameless(sheet.title, heading, rows, problems)
    present = {place.column for place in places}
    for column in form.columns:
        if column.required and column not in present:
            problems.add(Problem(MISSING_HEADER, {"header": column.names[0]}, sheet.title, heading.number))
    return Table(sheet.title, places, rows)


def _places(title: str, heading: Row, form: Form, problems: Problems) -> Iterator[Place]:
    seen: set[Column] = set()
    for index, cell in enumerate(heading.cells):
        if cell is None:
            continue
        header = "" if isinstance(cell, Odd) else str(cell)
        column = form.column(header)
        if column is None or column in seen:
            message = HEADER_TWICE if column else UNKNOWN_HEADER
            problems.add(Problem(message, {}, title, heading.number, letter(index), header))
        else:
            seen.add(column)
            yield Place(column, index, header)


def _refuse_nameless(title: str, heading: Row, rows: list[Row], problems: Problems) -> None:
    """Content that nobody would read is reported once for each column, not passed over."""
    for index, header in enumerate(heading.cells):
        first = next((row for row in rows if row.cells[index] is not None), None) if header is None else None
        if first is not None:
            problems.add(Problem(NO_HEADER, {}, title, first.number, letter(index)))


def _plain(name: str) -> str:
    """Without case, width, spaces and marks: ``Move-in date *`` → ``moveindate``."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", name).casefold())


def _ways_to_write(names: tuple[str, ...]) -> set[str]:
    """Each name alone, or Chinese and English side by side: ``楼栋 Building``."""
    plain = [_plain(name) for name in names]
    return {*plain, *(first + second for first in plain for second in plain)}


def words_in(cell: CellValue, longest: int) -> str:
    """The cell's text on one line. Raises ``Unfit``."""
    if isinstance(cell, Odd):
        raise Unfit(FORMULA if cell is Odd.FORMULA else ERROR)
    if cell is None:
        raise Unfit(EMPTY)
    if isinstance(cell, date):
        raise Unfit(TURNED_DATE)
    text = unicodedata.normalize("NFKC", cell)
    if any(unicodedata.category(character) in {"Cc", "Cs"} and not character.isspace() for character in text):
        raise Unfit(CONTROL)
    text = " ".join(text.split())
    if len(text) > longest:
        raise Unfit(TOO_LONG, longest=longest)
    if not text:
        raise Unfit(EMPTY)
    return text
