"""调查结果公告: what the board is told of a survey (A2.1)."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.survey.models.base import Base
from shared.audit import Audited
from shared.db import EstateOwned, Versioned


class Report(Versioned, EstateOwned, Audited, Base):
    """Written from the numbers, edited by staff, approved by the project lead; ``body`` is markdown, as notices are."""

    __tablename__ = "report"

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id"), unique=True)
    title: Mapped[str]
    body: Mapped[str]
    title_en: Mapped[str]
    body_en: Mapped[str]
    returned_reason: Mapped[str | None]
    approved_by: Mapped[str | None]
    approved_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class ResultsText:
    """In Chinese, and in English where it is written too."""

    title: str
    body: str
    title_en: str = ""
    body_en: str = ""

    def columns(self) -> dict[str, str]:
        return asdict(self)
