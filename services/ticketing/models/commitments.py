"""Service-time commitments (C2.5, C2.6): a table of data, and how a target time follows from a row of it."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.ticketing.models.base import Base
from services.ticketing.models.choices import Area, Calendar, Target, TicketKind, Tier
from shared.audit import Audited
from shared.calendar import WorkingCalendar
from shared.db import Identified, Versioned


class Commitment(Versioned, Audited, Base):
    """One row of the table. A row is never changed: its successor is added and it gets a ``replaced_at``.

    ``clock`` names what is promised: ``respond`` is met by the earlier of arrival and handling. ``area`` None
    stands for a request that is no repair.
    """

    __tablename__ = "commitment"
    __table_args__ = (Index("ix_commitment_kind_tier", "kind", "tier"),)

    kind: Mapped[TicketKind]
    area: Mapped[Area | None]
    tier: Mapped[Tier]
    clock: Mapped[str]
    target: Mapped[Target]
    minutes: Mapped[int | None]
    calendar: Mapped[Calendar]
    clause: Mapped[str]
    valid_from: Mapped[datetime]
    replaced_at: Mapped[datetime | None]

    escalation: Mapped[list["EscalationStep"]] = relationship(
        lambda: EscalationStep,
        lazy="raise_on_sql",
        order_by=lambda: EscalationStep.percent,
        back_populates="commitment",
    )

    def due_at(self, started_at: datetime, calendar: WorkingCalendar, agreed_at: datetime | None = None) -> datetime:
        """When a clock that starts at ``started_at`` is due; a time agreed for a normal request goes before (C2.5)."""
        if agreed_at is not None and self.tier is Tier.NORMAL:
            return agreed_at
        promised = timedelta(minutes=self.minutes or 0)
        if self.calendar is Calendar.WORKING:
            by_minutes = self.target is Target.MINUTES
            return calendar.add(started_at, promised) if by_minutes else calendar.closing(started_at)
        return started_at + promised if self.target is Target.MINUTES else end_of_day(started_at, calendar.zone)


class EscalationStep(Identified, Base):
    """At ``percent`` of the time (100: breach) an unmet clock is told to ``role``, or to the next one up."""

    __tablename__ = "escalation_step"

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitment.id"), index=True)
    percent: Mapped[int]
    role: Mapped[str]

    commitment: Mapped[Commitment] = relationship(lazy="raise_on_sql", back_populates="escalation")

    def fires_at(self, started_at: datetime, due_at: datetime, calendar: WorkingCalendar | None = None) -> datetime:
        """With a ``calendar``, working time counts: nobody is told at night of what goes on in the morning."""
        if calendar is None:
            return started_at + (due_at - started_at) * self.percent / 100
        return calendar.add(started_at, calendar.between(started_at, due_at) * self.percent / 100)


def end_of_day(moment: datetime, zone: ZoneInfo) -> datetime:
    """The local midnight that ends the day of ``moment`` in ``zone``."""
    tomorrow = moment.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone).astimezone(moment.tzinfo)
