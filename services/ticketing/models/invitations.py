"""Links by which people choose the password of their account; nobody chooses it for them."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.ticketing.models.base import Base
from services.ticketing.models.staff import Staff
from shared.db import Identified

INVITATION_DAYS = 7
INVITATION_LASTS = timedelta(days=INVITATION_DAYS)


class LinkState(StrEnum):
    """Whether a link can be used, or why it cannot."""

    OPEN = "open"
    USED = "used"
    REPLACED = "replaced"
    EXPIRED = "expired"
    DEACTIVATED = "deactivated"


class Invitation(Identified, Base):
    """One link. It is used once; ``ended_at`` is set when a newer one, or something else, put an end to it."""

    __tablename__ = "invitation"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    invited_by: Mapped[str]
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    staff: Mapped[Staff] = relationship(lazy="raise_on_sql")

    def state_at(self, now: datetime) -> LinkState:
        if not self.staff.active:
            return LinkState.DEACTIVATED
        if self.used_at is not None:
            return LinkState.USED
        if self.ended_at is not None:
            return LinkState.REPLACED
        return LinkState.EXPIRED if self.expires_at <= now else LinkState.OPEN
