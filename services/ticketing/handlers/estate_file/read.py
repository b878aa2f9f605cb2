"""A whole file, checked row by row: either everything in it is fit to be taken over, or every fault is told."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from services.ticketing.handlers.estate_file.cells import read
from services.ticketing.handlers.estate_file.columns import HOUSEHOLDS, PREMISES, find_tables
from services.ticketing.handlers.import_people import HouseholdRow, UnitRow
from shared.errors import N_
from shared.file_problems import FileRefused, Problem, Problems
from shared.file_tables import Table, Unfit
from shared.workbook_reader import Row, read_sheets

Progress = Callable[[int, int], None]
KnownUnits = Callable[[str], Collection[str]]
PROGRESS_EVERY = 50
UNIT = {"building", "floor", "unit"}

NO_PREMISES = N_("The sheet has no rows, so the file does not say which estate it is about.")
OTHER_ESTATE = N_("A file holds one estate; the rows above are of “%(estate)s”.")
UNIT_TWICE = N_("This unit is already in row %(earlier)s.")
HOUSEHOLD_TWICE = N_("A household of this unit with this phone number is already in row %(earlier)s.")
NO_UNIT = N_("There is no unit %(unit)s among the premises of the file or of the estate.")


@dataclass(frozen=True, slots=True)
class EstateFile:
    """What a file tells about one estate, ready for ``import_people``."""

    estate_code: str
    estate_name: str
    units: list[UnitRow]
    households: list[HouseholdRow]


def read_estate_file(
    stream: BinaryIO, *, today: date, known_units: KnownUnits | None = None, progress: Progress | None = None
) -> EstateFile:
    """Reads and checks a workbook. ``known_units`` gives the unit paths that an estate (by code) already has: a
    household may live in one of them, or in a unit of the file. ``progress(done, total)`` counts rows.

    Raises ``FileRefused`` with every problem found.
    """
    problems = Problems()
    tables = find_tables(read_sheets(stream), problems)
    if problems.count:
        raise FileRefused(problems)
    check = _Check(tables[PREMISES], tables[HOUSEHOLDS], today, problems, progress)
    check.read_premises()
    check.read_households(known_units)
    if problems.count:
        raise FileRefused(problems)
    return check.result()


class _Check:
    """One pass over the rows of both sheets."""

    def __init__(
        self, premises: Table, households: Table, today: date, problems: Problems, progress: Progress | None
    ) -> None:
        self._premises, self._households = premises, households
        self._today, self._problems, self._progress = today, problems, progress
        self._done, self._total = 0, len(premises.rows) + len(households.rows)
        self._estate: tuple[str, str] | None = None
        self._units: dict[UnitRow, int] = {}
        self._read: list[HouseholdRow] = []
        self._seen: dict[tuple[UnitRow, str], int] = {}

    def read_premises(self) -> None:
        if not self._premises.rows:
            self._problems.add(Problem(NO_PREMISES, sheet=self._premises.title))
        for row in self._premises.rows:
            values, _sound = self._cells(self._premises, row)
            self._check_estate(row, values)
            if values.keys() >= UNIT:  # also of a row with other faults, so that its households are not faulted too
                self._add_unit(row, _unit(values))
            self._advance()

    def read_households(self, known_units: KnownUnits | None) -> None:
        known = known_units(self._estate[0]) if known_units and self._estate else ()
        for row in self._households.rows:
            values, sound = self._cells(self._households, row)
            if values.keys() >= UNIT:
                self._check_unit(row, _unit(values), known)
            if sound:
                self._add_household(row, values)
            self._advance()

    def result(self) -> EstateFile:
        code, name = self._estate or ("", "")
        return EstateFile(code, name, list(self._units), self._read)

    def _cells(self, table: Table, row: Row) -> tuple[dict[str, Any], bool]:
        """The values of the fit cells by column, and whether all are fit."""
        values: dict[str, Any] = {}
        for place in table.places:
            try:
                values[place.column.key] = read(place.column, row.cells[place.index], self._today)
            except Unfit as error:
                self._problems.add(table.problem(row, place, error.message, **error.params))
        return values, len(values) == len(table.places)

    def _check_estate(self, row: Row, values: dict[str, Any]) -> None:
        code, name = values.get("estate_code"), values.get("estate_name")
        if code is None or name is None:
            return
        self._estate = self._estate or (code, name)
        for key, value, first in zip(("estate_code", "estate_name"), (code, name), self._estate, strict=True):
            if value != first:
                self._report(self._premises, row, key, OTHER_ESTATE, estate=first)

    def _add_unit(self, row: Row, unit: UnitRow) -> None:
        if unit in self._units:
            self._report(self._premises, row, "unit", UNIT_TWICE, earlier=self._units[unit])
        else:
            self._units[unit] = row.number

    def _check_unit(self, row: Row, unit: UnitRow, known: Collection[str]) -> None:
        if unit not in self._units and unit.path not in known:
            self._report(self._households, row, "unit", NO_UNIT, unit=unit.path)

    def _add_household(self, row: Row, values: dict[str, Any]) -> None:
        unit, phone = _unit(values), values["phone"]
        if (unit, phone) in self._seen:
            self._report(self._households, row, "phone", HOUSEHOLD_TWICE, earlier=self._seen[unit, phone])
            return
        self._seen[unit, phone] = row.number
        self._read.append(_household(unit, values))

    def _report(self, table: Table, row: Row, key: str, message: str, **params: object) -> None:
        place = next(place for place in table.places if place.column.key == key)
        self._problems.add(table.problem(row, place, message, **params))

    def _advance(self) -> None:
        self._done += 1
        if self._progress and (self._done % PROGRESS_EVERY == 0 or self._done == self._total):
            self._progress(self._done, self._total)


def _unit(values: dict[str, Any]) -> UnitRow:
    return UnitRow(values["building"], values["floor"], values["unit"])


def _household(unit: UnitRow, values: dict[str, Any]) -> HouseholdRow:
    """Empty cells fall back to what ``HouseholdRow`` assumes."""
    told = {key: value for key, value in values.items() if value is not None and key not in UNIT}
    return HouseholdRow(unit, **told)
