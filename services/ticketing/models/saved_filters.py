"""Filters of the queue under a name, each person's own."""

from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.ticketing.models.base import Base
from shared.audit import Audited
from shared.db import Identified

MOST_FILTERS = 20


class SavedFilter(Identified, Audited, Base):
    """``query`` is what stands in the queue's address: ``state=todo&whose=mine``."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("staff_id", "name"),)

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    name: Mapped[str]
    query: Mapped[str]
