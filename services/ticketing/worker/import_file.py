"""``import FILE``: takes an estate's Excel file over whole, or tells every fault in it."""

import argparse
import os
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from services.ticketing import handlers, queries
from services.ticketing.handlers import EstateFile, FileRefused, ImportCounts, Problem
from shared import clock
from shared.db import Database
from shared.errors import N_, DomainError
from shared.i18n import translate
from shared.worker import Command, Context

HEADERS = (N_("Sheet"), N_("Row"), N_("Column"), N_("Problem"))


def run(context: Context, arguments: argparse.Namespace) -> int:
    """The exit code: 0, or 1 when nothing was imported."""
    terminal, language = Console(markup=False, highlight=False), language_of_terminal()
    try:
        with _progress(terminal) as progress:
            found = _check(context, arguments.file, progress, language)
            counts = _save(context.database, found, progress, language)
    except FileRefused as refused:
        terminal.print(_table(refused, language))
        terminal.print(_sentence(refused, language), style="bold red")
        return 1
    except (DomainError, OSError) as error:
        terminal.print(_sentence(error, language), style="bold red")
        return 1
    terminal.print(_summary(found, counts, language))
    return 0


def language_of_terminal() -> str:
    """Chinese where the terminal is, English everywhere else."""
    told = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next((name for name in told if name), "").startswith("zh") else "en"


def _check(context: Context, file: Path, progress: Progress, language: str) -> EstateFile:
    task = progress.add_task(translate("Checking rows", language), total=None)

    def known_units(estate_code: str) -> set[str]:
        with context.database.read() as session:
            return queries.unit_paths(session, estate_code)

    with file.open("rb") as stream:
        return handlers.read_estate_file(
            stream,
            today=clock.today(context.settings.site_zone),
            known_units=known_units,
            progress=lambda done, total: progress.update(task, completed=done, total=total),
        )


def _save(database: Database, found: EstateFile, progress: Progress, language: str) -> ImportCounts:
    task = progress.add_task(translate("Saving households", language), total=len(found.households))
    with database.read() as session:
        plan = handlers.plan_import(
            session, estate_code=found.estate_code, units=found.units, households=found.households
        )
    with database.write() as session:
        return handlers.import_people(
            session,
            estate_code=found.estate_code,
            estate_name=found.estate_name,
            units=found.units,
            households=found.households,
            plan=plan,
            progress=lambda done, total: progress.update(task, completed=done, total=total),
        )


def _progress(terminal: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=terminal)


def _table(refused: FileRefused, language: str) -> Table:
    table = Table(*(translate(header, language) for header in HEADERS))
    for problem in refused.problems:
        table.add_row(*_cells(problem, language))
    return table


def _cells(problem: Problem, language: str) -> tuple[Text, ...]:
    row = "" if problem.row is None else str(problem.row)
    column = f"{problem.column} {problem.header}".strip()
    reason = translate(problem.message, language, **problem.params)
    return tuple(Text(cell) for cell in (problem.sheet, row, column, reason))  # as Text: what people typed is no markup


def _sentence(error: DomainError | OSError, language: str) -> str:
    if isinstance(error, OSError):
        return translate("%(file)s cannot be read: %(reason)s.", language, file=error.filename, reason=error.strerror)
    return translate(error.message, language, **error.params)


def _summary(found: EstateFile, counts: ImportCounts, language: str) -> str:
    return translate(
        "%(estate)s: %(premises)s buildings, floors and units added; households: %(created)s added, "
        "%(changed)s changed, %(unchanged)s unchanged.",
        language,
        estate=found.estate_name,
        premises=counts.premises_created,
        created=counts.customers_created,
        changed=counts.customers_changed,
        unchanged=counts.customers_unchanged,
    )


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the Excel file (.xlsx)")


COMMAND = Command("import an estate's premises and households from an Excel file", run, _arguments)
