"""Taking over the register of outside parties from an Excel file: a contact in each row (B4.1)."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO
from uuid import UUID

from marshmallow import ValidationError, validate
from sqlalchemy.orm import Session

from services.visits.handlers.parties import Person, check_estate, fill_in, known_party, register_party
from services.visits.models import PartyKind
from shared.errors import N_
from shared.file_problems import FileRefused, Problem, Problems, refusal
from shared.file_tables import UNKNOWN, Column, Form, Table, Unfit, read_table, words_in
from shared.workbook_reader import CellValue, Row, read_sheets

PARTIES = Form(
    ("外联单位", "Outside parties"),
    (
        Column("kind", ("类别", "Kind"), 20),
        Column("name", ("单位名称", "Party", "Name"), 100),
        Column("purpose", ("事项", "What for"), 200, required=False),
        Column("contract_from", ("合同开始", "Contract from"), 20, required=False),
        Column("contract_until", ("合同结束", "Contract until"), 20, required=False),
        Column("person", ("联系人", "Contact"), 80, required=False),
        Column("position", ("职务", "Position"), 80, required=False),
        Column("phone", ("电话", "Phone"), 40, required=False),
        Column("email", ("邮箱", "E-mail"), 254, required=False),
        Column("notes", ("备注", "Notes"), 2000, required=False),
    ),
)
KINDS = {
    "置业公司": PartyKind.DEVELOPER,
    "外包单位": PartyKind.CONTRACTOR,
    "施工单位": PartyKind.BUILDER,
    "供应商": PartyKind.SUPPLIER,
    "政府部门": PartyKind.AUTHORITY,
    **{kind.value: kind for kind in PartyKind},
}
DAYS = ("contract_from", "contract_until")
NO_DATE = N_("This is no date. Write it like 2026-11-24.")
NO_EMAIL = N_("This is no e-mail address.")
NO_PERSON = N_("Name the contact whose position, phone or e-mail this is.")
BACKWARDS = N_("The contract ends before it begins.")
NOTHING = N_("The file names no party.")
_DATE = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
_EMAIL = validate.Email()


@dataclass
class Told:
    """What the rows about one party tell together."""

    facts: dict[str, Any] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    new: int
    changed: int
    same: int


def import_parties(session: Session, *, estate_id: UUID, file: BinaryIO) -> Imported:
    """All of the file or nothing. Raises ``Invalid``, and ``FileRefused`` with every problem of the file."""
    check_estate(session, estate_id)
    new = changed = same = 0
    for (kind, name), told in _read(file).items():
        party = known_party(session, estate_id, kind, name)
        persons = list(told.persons.values())
        if party is None:
            register_party(session, estate_id=estate_id, kind=kind, name=name, persons=persons, **told.facts)
            new += 1
        elif fill_in(session, party, told.facts, persons):
            changed += 1
        else:
            same += 1
    return Imported(new, changed, same)


def _read(file: BinaryIO) -> dict[tuple[PartyKind, str], Told]:
    """Raises ``FileRefused``."""
    sheet = next((sheet for sheet in read_sheets(file) if sheet.rows), None)
    if sheet is None:
        raise refusal(NOTHING)
    problems = Problems()
    table = read_table(sheet, PARTIES, problems)
    if not problems.count and not table.rows:
        problems.add(Problem(NOTHING, sheet=sheet.title))
    found: dict[tuple[PartyKind, str], Told] = {}
    if not problems.count:
        for row in table.rows:
            _take(found, table, row, problems)
    if problems.count:
        raise FileRefused(problems)
    return found


def _take(found: dict[tuple[PartyKind, str], Told], table: Table, row: Row, problems: Problems) -> None:
    values = _values(table, row, problems)
    if values is None:
        return
    told = found.setdefault((values.pop("kind"), values.pop("name")), Told())
    person, reached = values.pop("person", ""), {key: values.pop(key, "") for key in ("position", "phone", "email")}
    told.facts |= values
    first, last = (told.facts.get(key) for key in DAYS)
    if not person and any(reached.values()):
        problems.add(Problem(NO_PERSON, {}, table.title, row.number))
    elif first and last and last < first:
        problems.add(Problem(BACKWARDS, {}, table.title, row.number))
    elif person:
        told.persons[person] = Person(name=person, **reached)


def _values(table: Table, row: Row, problems: Problems) -> dict[str, Any] | None:
    """None when a cell is not fit."""
    values: dict[str, Any] = {}
    before = problems.count
    for place in table.places:
        cell, column = row.cells[place.index], place.column
        try:
            if cell is not None or column.required:
                values[column.key] = _value(column, cell)
        except Unfit as error:
            problems.add(table.problem(row, place, error.message, **error.params))
    return values if problems.count == before else None


def _value(column: Column, cell: CellValue) -> Any:
    if column.key in DAYS and isinstance(cell, date):
        return cell
    text = words_in(cell, column.longest)
    if column.key in DAYS:
        return _day(text)
    if column.key == "email":
        return _email(text)
    return _kind(text) if column.key == "kind" else text


def _kind(text: str) -> PartyKind:
    if text.casefold() not in KINDS:
        raise Unfit(UNKNOWN, value=text, choices="、".join(KINDS))
    return KINDS[text.casefold()]


def _day(text: str) -> date:
    found = _DATE.match("".join(text.split()))
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(text)
    except ValueError as error:
        raise Unfit(NO_DATE) from error


def _email(text: str) -> str:
    try:
        return str(_EMAIL(text))
    except ValidationError as error:
        raise Unfit(NO_EMAIL) from error
