"""Rows that only count: begun at 1, raised by one, without reading before."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session


def count_up(session: Session, table: type[DeclarativeBase], key: dict[str, Any], counter: Any) -> int:
    """The next value of the row's ``counter``; others who count the same row wait for this transaction."""
    insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    column: InstrumentedAttribute[int] = counter
    raised = insert(table).on_conflict_do_update(index_elements=list(key), set_={column.key: column + 1})
    return int(session.execute(raised.returning(column), {**key, column.key: 1}).scalar_one())
