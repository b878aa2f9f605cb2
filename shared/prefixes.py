"""Search by how a text begins: a range scan of an index, however many rows there are."""

from typing import Any

from sqlalchemy import ColumnElement, Text, and_

# A range scan needs an index in code-point order: SQLite's default, PostgreSQL's "C".
BYTEWISE = Text().with_variant(Text(collation="C"), "postgresql")
HIGHEST = "\U0010ffff"


def begins(column: Any, text: str) -> ColumnElement[bool]:
    """The rows whose ``column``, of type ``BYTEWISE``, begins with ``text``."""
    return and_(column >= text, column < text + HIGHEST)
