"""The clocks of a ticket, what stops them, and whom they have been told to."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.ticketing.models.base import Base
from services.ticketing.models.choices import ClockKind, PauseReason, Tier
from services.ticketing.models.commitments import Commitment
from shared.db import EstateOwned, Identified

if TYPE_CHECKING:
    from services.ticketing.models.tickets import Ticket

STANDS_STILL = frozenset({ClockKind.RESOLVE, ClockKind.ANSWER})


class Clock(Identified, EstateOwned, Base):
    """One promise being kept or broken. A reopened ticket starts new clocks, so closed time is never charged.

    ``stopped_at`` is set while a pause holds it. ``renewed`` counts how often its times were set anew: a deadline
    of an earlier count is of the past.
    """

    __tablename__ = "clock"

    estate_id: Mapped[UUID] = mapped_column()
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("ticket.id"), index=True)
    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitment.id"))
    kind: Mapped[ClockKind]
    started_at: Mapped[datetime]
    due_at: Mapped[datetime]
    met_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    warned_at: Mapped[datetime | None]
    breached_at: Mapped[datetime | None]
    renewed: Mapped[int] = mapped_column(default=0)

    ticket: Mapped["Ticket"] = relationship(lazy="raise_on_sql", back_populates="clocks")
    commitment: Mapped[Commitment] = relationship(lazy="raise_on_sql")

    @property
    def running(self) -> bool:
        """Neither met nor held by a pause."""
        return self.met_at is None and self.stopped_at is None

    @property
    def in_time(self) -> bool:
        """Whether the promise was kept; a clock that is not met has not kept it yet."""
        return self.met_at is not None and self.met_at <= self.due_at

    def stands_still(self, tier: Tier) -> bool:
        """Whether a pause stops it: help in an emergency, and the word that it was heard, wait for nothing (C2.5)."""
        return self.kind in STANDS_STILL or (self.kind is ClockKind.RESPOND and tier is Tier.NORMAL)


class Escalation(Identified, EstateOwned, Base):
    """A step of the ladder that was taken: ``role`` was told at ``told_at``. Each step is taken once."""

    __tablename__ = "escalation"
    __table_args__ = (UniqueConstraint("clock_id", "percent", "minutes_after"),)

    estate_id: Mapped[UUID] = mapped_column()
    clock_id: Mapped[UUID] = mapped_column(ForeignKey("clock.id"))
    percent: Mapped[int]
    minutes_after: Mapped[int]
    role: Mapped[str]
    told_at: Mapped[datetime]


class Pause(Identified, EstateOwned, Base):
    """While it lasts, the ticket waits for somebody or something else. ``until`` is when it ends by itself."""

    __tablename__ = "pause"

    estate_id: Mapped[UUID] = mapped_column()
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("ticket.id"), index=True)
    reason: Mapped[PauseReason]
    note: Mapped[str]
    started_at: Mapped[datetime]
    started_by: Mapped[str]
    until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]

    ticket: Mapped["Ticket"] = relationship(lazy="raise_on_sql", back_populates="pauses")
