"""Many rows in one statement that is no longer than that of a single row.

On PostgreSQL each column travels as one array, written as text: a list of parameters takes psycopg many times as long.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from enum import Enum
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Dialect, Text, any_, bindparam, cast, column, func, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import String, TypeDecorator, TypeEngine

DIALECT: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
ONE_STATEMENT = {"dml_strategy": "raw"}  # the parameters are no rows


def insert_new(session: Session, table: type[DeclarativeBase], rows: Sequence[dict[str, Any]], *returned: Any) -> Any:
    """Inserts the rows whose key is not there yet; yields the ``returned`` columns of those that were inserted."""
    if not rows:
        return []
    if not _on_postgresql(session):
        return session.execute(sqlite.insert(table).on_conflict_do_nothing().returning(*returned), rows).all()
    statement, values = _from_arrays(table, rows)
    added = statement.on_conflict_do_nothing().returning(*returned)
    return session.execute(added, values, execution_options=ONE_STATEMENT).all()


def insert_rows(session: Session, table: type[DeclarativeBase], rows: Sequence[dict[str, Any]]) -> None:
    """Inserts the rows in this order; all have the same columns, and nothing of them is in the session."""
    if not rows:
        return
    if _on_postgresql(session):
        session.connection().execute(*_from_arrays(table, rows))
    else:
        session.connection().execute(sqlite.insert(table), rows)


def among(session: Session, where: Any, values: Collection[Any]) -> ColumnElement[bool]:
    """The rows whose column ``where`` is one of ``values``."""
    if not _on_postgresql(session):
        found: ColumnElement[bool] = where.in_(values)
    else:
        listed = bindparam(None, _as_text(values, where.type), type_=Text)
        found = where == any_(cast(listed, _array(where.type)))
    return found


def _on_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _from_arrays(
    table: type[DeclarativeBase], rows: Sequence[dict[str, Any]]
) -> tuple[postgresql.Insert, dict[str, Any]]:
    """The statement and its parameters. What all rows have alike is told once."""
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    differing = [name for name, values in columns.items() if any(value != values[0] for value in values)]
    arrays = frozenset(differing or list(columns)[:1])  # one at least says how many rows there are
    types = {name: known.type for name, known in inspect(table).columns.items()}
    told = {
        f"all_{name}": _as_text(values, types[name]) if name in arrays else values[0]
        for name, values in columns.items()
    }
    return _insertion(table, tuple(columns), arrays), told


@lru_cache(maxsize=200)
def _insertion(table: type[DeclarativeBase], names: Sequence[str], arrays: Collection[str]) -> postgresql.Insert:
    """Made once for each set of columns: making it takes as long as to run it."""
    types = {name: known.type for name, known in inspect(table).columns.items()}
    listed = [name for name in names if name in arrays]
    given = [cast(bindparam(f"all_{name}", type_=Text), _array(types[name])) for name in listed]
    source = func.unnest(*given).table_valued(*(column(name, types[name]) for name in listed)).render_derived()
    values = [source.c[name] if name in arrays else bindparam(f"all_{name}", type_=types[name]) for name in names]
    return postgresql.insert(table).from_select(list(names), select(*values))


def _array(kind: TypeEngine[Any]) -> Any:
    return postgresql.ARRAY(Text() if isinstance(kind, String) else kind)  # without length and collation


def _as_text(values: Iterable[Any], kind: TypeEngine[Any]) -> str:
    if isinstance(kind, TypeDecorator):
        values = [kind.process_bind_param(value, DIALECT) for value in values]
    return f"{{{','.join(map(_element, values))}}}"


def _element(value: Any) -> str:
    match value:
        case UUID():
            return value.hex
        case None:
            return "NULL"
        case Enum():
            return _quoted(str(value.value))
        case str():
            return _quoted(value)
        case bytes():
            return f'"\\\\x{value.hex()}"'
        case _:
            return _quoted(json.dumps(value) if isinstance(value, dict | list) else str(value))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
