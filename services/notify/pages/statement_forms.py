"""The form of a statement: fields ``lines.0.amount``, ``lines.1.amount`` …; a row without amount is no line."""

import re
from collections.abc import Sequence
from typing import Any

from flask import request
from marshmallow import Schema, ValidationError

from services.notify.models import FeeCategory, Statement
from services.notify.schemas.values import in_yuan
from shared.web import Form, validation

FIELD = re.compile(r"lines\.(\d{1,3})\.(category_id|item|amount)")
PLAIN = ("estate_id", "begins_on", "ends_on", "opening", "closing", "note", "note_en", "version")
Row = dict[str, str]


def sent(schema: Schema) -> tuple[Form, list[Row]]:
    """The form as sent, and its rows as typed, numbered anew."""
    rows = _typed_rows()
    plain = {name: request.form[name] for name in PLAIN if request.form.get(name)}
    values = {**plain, **by_name(rows)}
    filled = {number: row for number, row in enumerate(rows) if row.get("amount") or row.get("item")}
    try:
        return Form(values, facts=schema.load({**plain, "lines": [_told(row) for row in filled.values()]})), rows
    except ValidationError as error:
        return Form(values, errors=_renumbered(validation.by_field(error.messages), list(filled))), rows


def by_name(rows: Sequence[Row]) -> dict[str, Any]:
    """The rows as the values of a form."""
    return {f"lines.{number}.{name}": value for number, row in enumerate(rows) for name, value in row.items()}


def rows_of(statement: Statement, categories: Sequence[FeeCategory]) -> list[Row]:
    """Its lines, and an empty row for each category that has none."""
    lines = [
        {"category_id": line["category_id"], "item": line["item"], "amount": in_yuan(line["amount_fen"]) or ""}
        for line in statement.lines
    ]
    told = {line["category_id"] for line in lines}
    return [*lines, *(empty_row(row) for row in categories if str(row.id) not in told)]


def empty_row(category: FeeCategory) -> Row:
    return {"category_id": str(category.id), "item": "", "amount": ""}


def _told(row: Row) -> Row:
    return {name: value for name, value in row.items() if value}


def _typed_rows() -> list[Row]:
    rows: dict[int, Row] = {}
    for field, value in request.form.items():
        if match := FIELD.fullmatch(field):
            rows.setdefault(int(match[1]), {})[match[2]] = value.strip()
    return [row for number, row in sorted(rows.items()) if str(number) != request.form.get("less")]


def _renumbered(errors: dict[str, list[str]], places: list[int]) -> dict[str, list[str]]:
    """Faults stand at the rows of the page, of which the empty ones were left out."""
    found: dict[str, list[str]] = {}
    for name, messages in errors.items():
        begin, _dot, rest = name.partition(".")
        number, _dot, field = rest.partition(".")
        at_row = begin == "lines" and number.isdecimal() and int(number) < len(places)
        found[f"lines.{places[int(number)]}.{field}" if at_row else name] = messages
    return found
