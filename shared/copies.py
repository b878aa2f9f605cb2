"""A service's own copies of another's rows, fed by full-state events (the inbox applies only newer ones)."""

from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import delete, inspect
from sqlalchemy.orm import DeclarativeBase, Session


class FullState(Protocol):
    """An event that carries a whole row; ``deleted`` is its tombstone."""

    @property
    def id(self) -> UUID: ...

    @property
    def deleted(self) -> bool: ...


def keep(session: Session, table: type[DeclarativeBase], state: FullState) -> None:
    """Makes the copy in ``table`` equal to ``state``: every column is read from the field of the same name."""
    if state.deleted:
        session.execute(delete(table).where(inspect(table).primary_key[0] == state.id))
        return
    values: dict[str, Any] = {column.key: getattr(state, column.key) for column in inspect(table).columns}
    session.merge(table(**values))
