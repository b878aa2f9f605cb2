"""A notice as messages: to whom it is told, and how far that has come (A1.2, C2.1)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.notify.models.base import Base
from shared.db import EstateOwned, Identified


class Mailing(Identified, EstateOwned, Base):
    """One step of a notice (``event``) that households are told of, chunk by chunk in the order of their ids.

    ``subject`` is the same for all versions of the notice, so that each household hears of them in order.
    ``reached_id`` is the last household that was looked at, ``households`` counts those that were written to.
    """

    __tablename__ = "mailing"

    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notice.id"), index=True)
    event_id: Mapped[UUID] = mapped_column(unique=True)
    event: Mapped[str] = mapped_column(Text)
    subject: Mapped[UUID]
    reached_id: Mapped[UUID | None]
    households: Mapped[int]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
