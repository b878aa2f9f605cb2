"""重大问题: problems that the project lead must see in person, and the visits to them (A2.10)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from services.visits.models.base import Base
from shared.audit import Audited
from shared.db import EstateOwned, Identified


class MajorProblem(EstateOwned, Base):
    """A ticket that the project lead must see in person (A2.10), as its events tell."""

    __tablename__ = "major_problem"

    ticket_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    customer_id: Mapped[UUID | None]
    unit_path: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    flagged_by: Mapped[str] = mapped_column(Text)
    flagged_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class MajorVisit(Identified, EstateOwned, Audited, Base):
    """The project lead's visit to a major problem. It refers to no ``MajorProblem``: those can be built anew."""

    __tablename__ = "major_visit"

    ticket_id: Mapped[UUID] = mapped_column(unique=True)
    number: Mapped[str] = mapped_column(Text)
    visited_at: Mapped[datetime]
    visited_by: Mapped[str] = mapped_column(Text)
    met: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    promised: Mapped[str] = mapped_column(Text)
