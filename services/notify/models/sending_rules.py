"""When an estate's messages may leave, and how many of them one household gets."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Time
from sqlalchemy.orm import Mapped, mapped_column

from services.notify.models.base import Base
from services.notify.models.choices import Reason
from shared.audit import Audited
from shared.db import EstateOwned, Versioned

MOST_PER_HOUR = 100
HOUR = timedelta(hours=1)


class SendingRules(Versioned, EstateOwned, Audited, Base):
    """Between ``quiet_from`` and ``quiet_until``, by the clock of the site, nothing leaves that is not urgent.

    One household gets ``most_per_hour`` messages in an hour; what is urgent goes in any case. None: no such rule.
    """

    __tablename__ = "sending_rules"

    estate_id: Mapped[UUID] = mapped_column(unique=True)
    quiet_from: Mapped[time | None] = mapped_column(Time)
    quiet_until: Mapped[time | None] = mapped_column(Time)
    most_per_hour: Mapped[int | None]

    def held_until(self, at: datetime, zone: ZoneInfo, recent: int = 0) -> tuple[datetime, Reason | None]:
        """When a message that is ready at ``at`` may leave, after ``recent`` others in an hour; and why then."""
        reason = None
        if self.most_per_hour and recent >= self.most_per_hour:
            at, reason = at + HOUR * (recent // self.most_per_hour), Reason.TOO_MANY
        awake = self._awake(at.astimezone(zone))
        return (awake, Reason.QUIET_HOURS) if awake > at else (at, reason)

    def _awake(self, local: datetime) -> datetime:
        """The end of the quiet hours when it lies in them."""
        begins, ends = self.quiet_from, self.quiet_until
        if begins is None or ends is None:
            return local
        now = local.time()
        over_midnight = begins > ends
        if (now < begins and now >= ends) if over_midnight else not begins <= now < ends:
            return local
        day = local.date() + timedelta(days=1 if over_midnight and now >= begins else 0)
        return datetime.combine(day, ends, local.tzinfo)
