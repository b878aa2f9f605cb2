"""需求周报: what residents asked of each team in a week, for the weekly office meeting (A2.3)."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.ticketing.models.base import Base
from services.ticketing.models.choices import Team
from shared.audit import Audited
from shared.db import EstateOwned, Identified

FRIDAY, MORNING = 4, time(10)  # before the meetings of Friday afternoon
WEEK = timedelta(days=7)
SAME_AGAIN = timedelta(days=30)  # asked once more within these days, a request is a repeated one


class NeedsDigest(Identified, EstateOwned, Audited, Base):
    """The requests of one team, None for those that nobody was given, filed from ``starts_at`` to before ``ends_at``.

    ``late`` broke a promise, ``repeated`` were asked for the same home within 30 days before. ``adjustment`` is what
    the team changes in its work because of them.
    """

    __tablename__ = "needs_digest"
    __table_args__ = (UniqueConstraint("estate_id", "ends_at", "team"),)

    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estate.id"))
    team: Mapped[Team | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    complaints: Mapped[int]
    repairs: Mapped[int]
    suggestions: Mapped[int]
    enquiries: Mapped[int]
    praise: Mapped[int]
    open: Mapped[int]
    late: Mapped[int]
    repeated: Mapped[int]
    adjustment: Mapped[str | None]
    adjusted_by: Mapped[str | None]
    adjusted_at: Mapped[datetime | None]

    @property
    def asked(self) -> int:
        return self.complaints + self.repairs + self.suggestions + self.enquiries + self.praise


def next_digest_at(after: datetime, zone: ZoneInfo) -> datetime:
    """The first Friday morning in ``zone`` later than ``after``."""
    local = after.astimezone(zone)
    day = local.date() + timedelta(days=(FRIDAY - local.weekday()) % 7)
    moment = datetime.combine(day, MORNING, zone)
    if moment <= local:
        moment = datetime.combine(day + WEEK, MORNING, zone)
    return moment.astimezone(after.tzinfo)
