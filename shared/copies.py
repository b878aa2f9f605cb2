"""A service's own copies of another's rows, fed by full-state events (the inbox applies only newer ones)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, inspect
from sqlalchemy.orm import DeclarativeBase, Session

from shared.events import Envelope, Event
from shared.service import EventFunction, Subscriptions

Copies = Mapping[type[Event], type[DeclarativeBase]]  # full-state event with ``id`` and ``deleted`` → table of its copy


def subscriptions(copies: Copies) -> Subscriptions:
    """For each of the events, the function that keeps its copy."""
    return {contract: _keeper(table) for contract, table in copies.items()}


def keep(session: Session, table: type[DeclarativeBase], state: Any) -> None:
    """Makes the copy in ``table`` equal to ``state``: every column is read from the field of the same name."""
    if state.deleted:
        session.execute(delete(table).where(inspect(table).primary_key[0] == state.id))
        return
    values: dict[str, Any] = {column.key: getattr(state, column.key) for column in inspect(table).columns}
    session.merge(table(**values))


def empty(session: Session, copies: Copies) -> None:
    """Deletes every copy."""
    for table in copies.values():
        session.execute(delete(table))


def _keeper(table: type[DeclarativeBase]) -> EventFunction:
    def keeper(session: Session, state: Any, _envelope: Envelope) -> None:
        keep(session, table, state)

    return keeper
