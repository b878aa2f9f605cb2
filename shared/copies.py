"""A service's own copies of another's rows, fed by full-state events (the inbox applies only newer ones)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import DeclarativeBase, Session

from shared.db import upsert
from shared.events import Envelope, Event
from shared.inbox import SubjectVersion, family_of
from shared.service import EventFunction, Subscriptions

FOR_GOOD = 2**63 - 1  # the highest version that there can be
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


def end(session: Session, contract: type[Event], table: type[DeclarativeBase], key: UUID) -> None:
    """Deletes a copy for good: no state of it is applied any more, however new it says to be."""
    session.execute(delete(table).where(inspect(table).primary_key[0] == key))
    ended = {"family": family_of(contract.key), "subject": str(key), "version": FOR_GOOD}
    upsert(session, SubjectVersion, [ended])


def ended(session: Session, contract: type[Event], key: UUID) -> bool:
    """Whether there was such a copy that is gone for good."""
    known = select(SubjectVersion.version)
    of_this = known.where(SubjectVersion.family == family_of(contract.key), SubjectVersion.subject == str(key))
    return session.scalar(of_this) == FOR_GOOD


def _keeper(table: type[DeclarativeBase]) -> EventFunction:
    def keeper(session: Session, state: Any, _envelope: Envelope) -> None:
        keep(session, table, state)

    return keeper
