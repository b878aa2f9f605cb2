"""Forms with lines: fields ``lines.0.name``, ``lines.1.name`` …; a row that was left empty is no line."""

import re
from typing import Any

from flask import request
from flask_babel import gettext
from marshmallow import Schema, ValidationError

from services.ticketing.models import LineKind
from shared.errors import N_
from shared.web import Form, validation

UNITS = {LineKind.PARTS: N_("piece"), LineKind.LABOUR: N_("hour")}
FIELD = re.compile(r"lines\.(\d{1,4})\.([a-z_]+)")
Row = dict[str, str]


def sent_lines(schema: Schema, others: tuple[str, ...]) -> tuple[Form, list[Row]]:
    """The form as sent, and its rows as typed, numbered anew; ``others`` names the fields that are no lines'."""
    rows = [row for row in _typed_rows() if not _blank(row)]
    plain = {name: request.form[name] for name in others if request.form.get(name)}
    told = {**plain, "lines": [{name: value for name, value in row.items() if value} for row in rows]}
    values = {**plain, **by_name(rows)}
    try:
        return Form(values, facts=schema.load(told)), rows
    except ValidationError as error:
        return Form(values, errors=validation.by_field(error.messages)), rows


def by_name(rows: list[Row]) -> dict[str, Any]:
    """The rows as the values of a form."""
    return {f"lines.{number}.{name}": value for number, row in enumerate(rows) for name, value in row.items()}


def empty_row(kind: LineKind) -> Row:
    return {"kind": kind, "quantity": "1", "unit": str(gettext(UNITS[kind])) if kind in UNITS else ""}


def _typed_rows() -> list[Row]:
    rows: dict[int, Row] = {}
    for field, value in request.form.items():
        if match := FIELD.fullmatch(field):
            rows.setdefault(int(match[1]), {})[match[2]] = value.strip()
    return [row for number, row in sorted(rows.items()) if str(number) != request.form.get("less")]


def _blank(row: Row) -> bool:
    return not any(row.get(name) for name in ("line_id", "price_id", "name", "price", "cost"))
