"""季度分析: what a quarter's opinions come to, what is done about it, and who has promised it (A2.8)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.survey.models.base import Base
from services.survey.models.figures import Figures
from services.survey.models.quarters import Quarter
from shared.audit import Audited
from shared.db import EstateOwned, Identified, Versioned
from shared.errors import N_


class AnalysisState(StrEnum):
    """``drafted`` → ``submitted`` → ``approved`` → ``published``; sent back, it is ``drafted`` again."""

    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"


ANALYSIS_STATE_NAMES = {
    AnalysisState.DRAFTED: N_("draft"),
    AnalysisState.SUBMITTED: N_("waits for approval"),
    AnalysisState.APPROVED: N_("approved"),
    AnalysisState.PUBLISHED: N_("published"),
}


class Analysis(Versioned, EstateOwned, Audited, Base):
    """One estate's quarter; ``body`` is markdown, as notices are. ``on_board``: it goes to the boards as well.

    ``requests`` and ``households`` are how many it covered and told when it was published.
    """

    __tablename__ = "analysis"
    __table_args__ = (UniqueConstraint("estate_id", "year", "quarter"),)

    estate_id: Mapped[UUID] = mapped_column()
    year: Mapped[int]
    quarter: Mapped[int]
    state: Mapped[AnalysisState]
    title: Mapped[str]
    body: Mapped[str]
    title_en: Mapped[str]
    body_en: Mapped[str]
    on_board: Mapped[bool]
    drafted_at: Mapped[datetime]
    submitted_by: Mapped[str | None]
    submitted_at: Mapped[datetime | None]
    returned_reason: Mapped[str | None]
    approved_by: Mapped[str | None]
    approved_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    requests: Mapped[int]
    households: Mapped[int]

    measures: Mapped[list["Measure"]] = relationship(
        lambda: Measure, lazy="raise_on_sql", order_by=lambda: (Measure.due_on, Measure.id), viewonly=True
    )

    @property
    def of(self) -> Quarter:
        return Quarter(self.year, self.quarter)


class AnalysisFigures(Identified, EstateOwned, Base):
    """The numbers that the text was written from, as they were ``counted_at``."""

    __tablename__ = "analysis_figures"

    analysis_id: Mapped[UUID] = mapped_column(ForeignKey("analysis.id"), unique=True)
    counted_at: Mapped[datetime]
    numbers: Mapped[dict[str, Any]]

    @property
    def figures(self) -> Figures:
        return Figures.of(self.numbers)


class Measure(Versioned, EstateOwned, Audited, Base):
    """What ``owner_id`` does about it until the end of ``due_on``; a duty from the publication until it is done.

    ``reminded_at`` is when its owner and the project lead were told last that it is late.
    """

    __tablename__ = "measure"

    analysis_id: Mapped[UUID] = mapped_column(ForeignKey("analysis.id"), index=True)
    words: Mapped[str]
    owner_id: Mapped[UUID] = mapped_column(index=True)
    owner: Mapped[str]
    due_on: Mapped[date]
    given_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_by: Mapped[str | None]
    done_words: Mapped[str | None]

    analysis: Mapped[Analysis] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def open(self) -> bool:
        """It is a duty now."""
        return self.given_at is not None and self.done_at is None
