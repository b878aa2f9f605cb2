"""Any list as a file: Excel or CSV, of what the list shows with its filters, and what its reader may see."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar
from urllib.parse import quote

from flask import Response, request, stream_with_context
from flask_babel import gettext
from marshmallow import Schema
from sqlalchemy.orm import Session

from shared import audit, clock
from shared.audit import TrailWords
from shared.errors import N_, Invalid
from shared.ids import new_id
from shared.paging import MOST, Page
from shared.sheets import Cell, csv_chunks
from shared.web.access import actor, db
from shared.web.forms import submitted
from shared.web.site import site

T = TypeVar("T")
MOST_ROWS = 20_000
AT_ONCE = MOST  # rows in a page that is read for a file
TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}
TRAIL = TrailWords(
    actions={"list.export": N_("List exported")},
    columns={"list": N_("List"), "format": N_("Format"), "filters": N_("Filters")},
)


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """``heading`` is an id of the catalogues; ``value`` what the cell of a row holds."""

    heading: str
    value: Callable[[T], Cell]


@dataclass(frozen=True, slots=True)
class List(Generic[T]):
    """``rows`` reads the page that begins after a cursor, in a session of the reader."""

    name: str
    columns: Sequence[Column[T]]
    rows: Callable[[Session, str | None], Page[T]]


def whole(read: Callable[[Session], Sequence[T]]) -> Callable[[Session, str | None], Page[T]]:
    """For a list that has no pages."""
    return lambda session, _after: Page(read(session), None)


def filters_of(schema: Schema) -> dict[str, Any]:
    """The filters in the address. Raises ``Invalid``: a file must not hold more than was asked for."""
    form = submitted(schema, request.args)
    if not form.valid:
        raise Invalid(form.errors)
    return form.facts


def exported(what: List[Any]) -> Response:
    """The answer of a view that ``writes``: it is recorded who took what; then the rows follow, read as they are sent.

    Nothing is locked meanwhile. Raises ``Invalid`` for another format.
    """
    kind = request.form.get("format", "")
    if kind not in TYPES:
        raise Invalid({"format": [N_("Choose Excel or CSV.")]})
    name = gettext(what.name)
    _record(name, kind)
    response = Response(stream_with_context(_chunks(what, name, kind)), content_type=TYPES[kind])
    day = clock.today(site().settings.site_zone).isoformat()
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name} {day}.{kind}')}"
    response.headers["Cache-Control"] = "no-store"
    return response


def to_fill_in(filename: str, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Response:
    """An Excel file with these columns and examples, which comes back as an import."""
    from shared.workbooks import workbook  # noqa: PLC0415 - openpyxl takes memory that only exports should pay

    answer = Response(workbook([(title, heads, rows)]), content_type=TYPES["xlsx"])
    answer.headers["Content-Disposition"] = f"attachment; filename={filename}"
    return answer


def _record(name: str, kind: str) -> None:
    """One row in the trail of each estate whose data the reader sees."""
    chosen = ", ".join(f"{key}={value}" for key, value in request.args.items(multi=True) if value and key != "after")
    facts = {"list": name, "format": kind, **({"filters": chosen} if chosen else {})}
    subject, estates = new_id(), actor().estates
    for estate_id in sorted(estates) if estates else [None]:
        audit.record_act(db(), "list.export", "export", subject, facts, None, estate_id=estate_id)


def _chunks(what: List[Any], name: str, kind: str) -> Iterator[bytes]:
    from shared.workbooks import xlsx_chunks  # noqa: PLC0415 - openpyxl takes memory that only exports should pay

    header = [gettext(column.heading) for column in what.columns]
    zone = site().settings.site_zone
    with site().database.read(actor()) as session:
        rows = _cells(what, session)
        yield from csv_chunks(header, rows, zone) if kind == "csv" else xlsx_chunks(name, header, rows, zone)


def _cells(what: List[Any], session: Session) -> Iterator[list[Cell]]:
    rows = _rows(what, session)
    for row in islice(rows, MOST_ROWS):
        yield [column.value(row) for column in what.columns]
    if next(rows, None) is not None:
        yield [gettext("The list goes on. A file holds %(most)s rows; narrow the filters.", most=MOST_ROWS)]


def _rows(what: List[T], session: Session) -> Iterator[T]:
    page = what.rows(session, None)
    yield from page.items
    while page.next:
        session.expunge_all()  # what was sent is not needed any more
        page = what.rows(session, page.next)
        yield from page.items
