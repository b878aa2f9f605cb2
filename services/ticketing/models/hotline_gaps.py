"""The times without anybody at the hotline that the project lead was told of (C2.4)."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.ticketing.models.base import Base
from services.ticketing.models.roster import Period
from shared.db import EstateOwned, Versioned

CHECKED_AT = time(8)  # when a new day comes within the 14 that are looked at


class HotlineGap(Versioned, EstateOwned, Base):
    """A time to come with nobody planned; ``ended_at`` once somebody is, or once it has passed.

    While any of it is open it is one and the same gap, however it is cut by what is planned.
    """

    __tablename__ = "hotline_gap"
    __table_args__ = (Index("ix_hotline_gap_estate_id_ended_at", "estate_id", "ended_at"),)

    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estate.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    found_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    def covers(self, period: Period) -> bool:
        """Whether it and the period have some time in common, or follow each other at once."""
        begins, ends = period
        return self.starts_at <= ends and begins <= self.ends_at


def next_check_at(after: datetime, zone: ZoneInfo) -> datetime:
    """The first morning in ``zone`` later than ``after``."""
    local = after.astimezone(zone)
    morning = datetime.combine(local.date(), CHECKED_AT, zone)
    if morning <= local:
        morning = datetime.combine(local.date() + timedelta(days=1), CHECKED_AT, zone)
    return morning.astimezone(after.tzinfo)
