"""Figures of a day's requests, kept so that a year of them is read at once, and what makes them out of date."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, event, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.ticketing import config
from services.ticketing.models.base import Base
from services.ticketing.models.clocks import Clock
from services.ticketing.models.tickets import Ticket
from shared.db import EstateOwned, RowKey


class Length(StrEnum):
    DAY = "day"
    MONTH = "month"


class KeptFigures(EstateOwned, Base):
    """The requests that an estate received on a day of the site, or in the month that begins with it.

    ``counts`` are those of ``models.counting``. Of what was reported again, a month keeps only the most frequent.
    """

    __tablename__ = "figures"

    length: Mapped[Length] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    estate_id: Mapped[UUID] = mapped_column(primary_key=True)
    received: Mapped[int]
    counts: Mapped[dict[str, Any]]


class FiguresMark(EstateOwned, Base):
    """A request filed on ``day`` has changed: what is kept of that day, and of its month, no longer counts.

    One row for each change, never one for each day: nobody waits for another's transaction to leave a mark, and
    whoever counts removes only the marks seen before counting.
    """

    __tablename__ = "figures_mark"
    __table_args__ = (Index("ix_figures_mark_day_estate_id", "day", "estate_id"),)

    id: Mapped[int] = mapped_column(RowKey, primary_key=True, autoincrement=True)
    estate_id: Mapped[UUID] = mapped_column()
    day: Mapped[date]


@event.listens_for(Session, "after_flush")
def _mark_days(session: Session, _context: Any) -> None:
    """Whatever verb changes a ticket or one of its clocks: its day is counted again."""
    tickets = {ticket.id: ticket for ticket in _changed(session)}
    if tickets:
        zone = config.settings_of(session).site_zone
        days = {(row.estate_id, row.opened_at.astimezone(zone).date()) for row in tickets.values()}
        rows = [{"estate_id": estate_id, "day": day} for estate_id, day in days]
        session.connection().execute(insert(FiguresMark), rows)


def _changed(session: Session) -> Iterator[Ticket]:
    for row in (*session.new, *session.dirty):
        if isinstance(row, Ticket):
            yield row
        elif isinstance(row, Clock):
            yield row.ticket
