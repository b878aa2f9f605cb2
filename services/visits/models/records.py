"""What was said on a visit, and what became of it (C1.4.4, C1.4.5)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.visits.models.base import Base
from services.visits.models.choices import NeedKind
from shared.audit import Audited
from shared.db import EstateOwned, Versioned


class VisitRecord(Versioned, EstateOwned, Audited, Base):
    """``evaluation`` is from 1 to 5; ``promised`` is to be kept by ``promised_until``, and was at ``kept_at``."""

    __tablename__ = "visit_record"
    __table_args__ = (Index("ix_visit_record_promised_until_id", "promised_until", "id"),)

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), unique=True)
    customer_id: Mapped[UUID] = mapped_column(index=True)
    visited_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    visited_by: Mapped[str] = mapped_column(Text)
    met: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    evaluation: Mapped[int | None]
    promised: Mapped[str] = mapped_column(Text)
    promised_until: Mapped[date | None]
    kept_at: Mapped[datetime | None]


class VisitNeed(Versioned, EstateOwned, Audited, Base):
    """A need that was told on a visit. Its ticket has the same id; number, status and answer are the front desk's."""

    __tablename__ = "visit_need"

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    customer_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[NeedKind]
    title: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(Text, default="")
