"""Service-time commitments (C2.5, C2.6): a table of data, and how target times follow from a row of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.ticketing.models.base import Base
from services.ticketing.models.choices import Area, Calendar, ClockKind, Target, TicketKind, Tier
from shared.audit import Audited
from shared.calendar import Counting, DayAndNight, WorkingCalendar
from shared.db import Identified, Versioned

BREACH_PERCENT = 100
LONGEST_MINUTES = 60 * 24 * 366
BY_AGREEMENT = frozenset({ClockKind.RESPOND, ClockKind.RESOLVE})  # what a time agreed with the resident is about


@dataclass(frozen=True, slots=True)
class Course:
    """How the time of one clock runs: from its start to what was promised, standing still in the ``pauses``.

    ``pauses`` are (begin, end) in their order.
    """

    started_at: datetime
    promised_at: datetime
    counting: Counting
    pauses: Sequence[tuple[datetime, datetime]] = ()

    @property
    def due_at(self) -> datetime:
        return self.at(BREACH_PERCENT)

    def at(self, percent: int, minutes_after: int = 0) -> datetime:
        """When ``percent`` of the time is over, or that many minutes later."""
        share = self.counting.between(self.started_at, self.promised_at) * percent / 100
        moment = self.promised_at if percent == BREACH_PERCENT else self.counting.add(self.started_at, share)
        for begins, ends in self.pauses:
            stood_still = self.counting.between(max(begins, self.started_at), ends)
            if begins < moment and stood_still:
                moment = self.counting.add(moment, stood_still)
        return self.counting.add(moment, timedelta(minutes=minutes_after)) if minutes_after else moment


class Telling(NamedTuple):
    """At ``percent`` of the time (100: breach), or so many minutes after that, ``role`` is told."""

    percent: int
    role: str
    minutes_after: int = 0


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
    clock: Mapped[ClockKind]
    target: Mapped[Target]
    minutes: Mapped[int | None]
    calendar: Mapped[Calendar]
    clause: Mapped[str]
    valid_from: Mapped[datetime]
    replaced_at: Mapped[datetime | None]

    escalation: Mapped[list["EscalationStep"]] = relationship(
        lambda: EscalationStep,
        lazy="raise_on_sql",
        order_by=lambda: (EscalationStep.percent, EscalationStep.minutes_after),
        back_populates="commitment",
    )

    def course(
        self,
        started_at: datetime,
        calendar: WorkingCalendar,
        agreed_at: datetime | None = None,
        pauses: Sequence[tuple[datetime, datetime]] = (),
    ) -> Course:
        """How a clock runs that starts at ``started_at``.

        A time agreed for a normal request goes before (C2.5), and no pause moves it: the resident counts on it.
        """
        if agreed_at is not None and self.tier is Tier.NORMAL and self.clock in BY_AGREEMENT:
            return Course(started_at, agreed_at, DayAndNight())
        counting = calendar if self.calendar is Calendar.WORKING else DayAndNight()
        return Course(started_at, self._promised(started_at, calendar, counting), counting, pauses)

    def _promised(self, started_at: datetime, calendar: WorkingCalendar, counting: Counting) -> datetime:
        if self.target is Target.MINUTES:
            return counting.add(started_at, timedelta(minutes=self.minutes or 0))
        return calendar.closing(started_at) if counting is calendar else end_of_day(started_at, calendar.zone)


class EscalationStep(Identified, Base):
    """Whom an unmet clock is told to, or the next role up: at ``percent`` of the time, or ``minutes_after`` that.

    At 100 percent the promise is broken; minutes after it carry on with the next role up.
    """

    __tablename__ = "escalation_step"

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitment.id"), index=True)
    percent: Mapped[int]
    minutes_after: Mapped[int]
    role: Mapped[str]

    commitment: Mapped[Commitment] = relationship(lazy="raise_on_sql", back_populates="escalation")


def end_of_day(moment: datetime, zone: ZoneInfo) -> datetime:
    """The local midnight that ends the day of ``moment`` in ``zone``."""
    tomorrow = moment.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone).astimezone(moment.tzinfo)
