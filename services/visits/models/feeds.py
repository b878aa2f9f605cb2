"""Calendars of visits under a secret address, for the calendar of a phone."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.visits.models.base import Base
from shared.audit import Audited
from shared.db import Identified


class VisitFeed(Identified, Audited, Base):
    """Of one person's visits, or (``estate_id``) of all of an estate. A new one takes the place of the one before."""

    __tablename__ = "visit_feed"

    staff_id: Mapped[UUID] = mapped_column(index=True)
    estate_id: Mapped[UUID | None]
    opened_at: Mapped[datetime]
