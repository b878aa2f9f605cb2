"""Ticket numbers: ``BX-20261124-0007``, counted per estate and day."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, func, literal_column
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from services.ticketing.models import TicketCounter, TicketKind
from services.ticketing.models.choices import NUMBER_PREFIXES


def next_number(session: Session, estate_id: UUID, kind: TicketKind, day: date) -> str:
    return f"{NUMBER_PREFIXES[kind]}-{day:%Y%m%d}-{_count(session, estate_id, day):04d}"


def _count(session: Session, estate_id: UUID, day: date) -> int:
    """The next count of the day.

    On PostgreSQL it is taken in a transaction of its own, else all tickets of an estate would queue for the
    counter's lock until each was safely on disk; a ticket that is rolled back leaves a gap. That transaction
    need not wait for the disk either: the ticket's own commit, which comes later in the log, takes it along.
    """
    counter = {"estate_id": estate_id, "day": day, "last": 1}
    if session.get_bind().dialect.name == "sqlite":
        return int(session.execute(_SQLITE, counter).scalar_one())
    with session.connection().engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        return int(connection.execute(_POSTGRESQL, counter).scalar_one())


def _counting(insert: Any, *returned: Any) -> Executable:
    """Inserts the day's first count, or raises it by one."""
    counted = insert.on_conflict_do_update(index_elements=["estate_id", "day"], set_={"last": TicketCounter.last + 1})
    statement: Executable = counted.returning(TicketCounter.last, *returned)
    return statement


_SQLITE = _counting(sqlite.insert(TicketCounter))
_POSTGRESQL = _counting(
    postgresql.insert(TicketCounter), func.set_config("synchronous_commit", "off", literal_column("true"))
)
