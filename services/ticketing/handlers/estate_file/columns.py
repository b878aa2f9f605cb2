"""The sheets and columns of an estate's file, and the names by which people head them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from services.ticketing.handlers.estate_file.problems import Problem, Problems
from services.ticketing.handlers.estate_file.workbook import Odd, Row, Sheet
from shared.errors import N_

MISSING_SHEET = N_("The sheet “%(sheet)s” is missing.")
UNKNOWN_SHEET = N_("This sheet is not read. Move its rows to “房产” or “住户”, or remove it.")
SHEET_TWICE = N_("The file has this sheet twice.")
NO_HEADERS = N_("The sheet is empty. Its first row names the columns.")
MISSING_HEADER = N_("The column “%(header)s” is missing.")
UNKNOWN_HEADER = N_("No such column is known. Rename or remove it.")
HEADER_TWICE = N_("The sheet has this column twice.")
NO_HEADER = N_("There is content in a column without a header.")
_NOT_LETTERS = re.compile(r"[\W_]+")


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


_UNIT = (
    Column("building", ("楼栋", "Building", "楼号"), 20),
    Column("floor", ("楼层", "Floor"), 20),
    Column("unit", ("房号", "Unit", "单元房号"), 20),
)
PREMISES = Form(
    ("房产", "Premises"),
    (
        Column("estate_code", ("项目编号", "Estate code", "小区编号"), 20),
        Column("estate_name", ("项目名称", "Estate name", "小区名称"), 60),
        *_UNIT,
    ),
)
HOUSEHOLDS = Form(
    ("住户", "Households"),
    (
        *_UNIT,
        Column("kind", ("类型", "Kind", "住户类型"), 20),
        Column("name", ("姓名", "Name", "住户姓名"), 80),
        Column("phone", ("手机号", "Phone", "电话"), 40),
        Column("email", ("邮箱", "E-mail", "电子邮箱"), 254, required=False),
        Column("language", ("语言", "Language"), 20, required=False),
        Column("channels", ("联系方式", "Channels", "通知方式"), 100, required=False),
        Column("key_customer", ("重点客户", "Key customer"), 20, required=False),
        Column("moved_in_on", ("入住日期", "Move-in date", "入住时间"), 20, required=False),
    ),
)


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


def find_tables(sheets: list[Sheet], problems: Problems) -> dict[Form, Table]:
    """The sheets that were found, by what they hold; every other sheet with content is a problem."""
    tables: dict[Form, Table] = {}
    for sheet in sheets:
        form = next((form for form in (PREMISES, HOUSEHOLDS) if form.is_called(sheet.title)), None)
        if form is None:
            if sheet.rows:
                problems.add(Problem(UNKNOWN_SHEET, sheet=sheet.title))
        elif form in tables:
            problems.add(Problem(SHEET_TWICE, sheet=sheet.title))
        else:
            tables[form] = _table(sheet, form, problems)
    for form in (PREMISES, HOUSEHOLDS):
        if form not in tables:
            problems.add(Problem(MISSING_SHEET, {"sheet": form.names[0]}))
    return tables


def letter(index: int) -> str:
    """``0`` → ``A``, ``26`` → ``AA``."""
    before, own = divmod(index, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + own)


def _table(sheet: Sheet, form: Form, problems: Problems) -> Table:
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
