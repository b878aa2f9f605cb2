"""Answers on paper, keyed in by staff, and a second time by somebody else where the campaign asks for it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.survey.models.base import Base
from shared.db import EstateOwned, Identified


class PaperEntry(Identified, EstateOwned, Base):
    """Who keyed a sheet; none for an anonymous one, of which nobody may know whose it is.

    ``second`` are the answers as ``second_by`` has keyed them, None before. Only a ``settled`` one is counted: both
    entries agree, somebody has decided where they differ, or one entry is enough.
    """

    __tablename__ = "paper_entry"

    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("sheet.id"), unique=True)
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id"), index=True)
    serial: Mapped[int]
    entered_by: Mapped[str]
    entered_by_id: Mapped[UUID | None]
    entered_at: Mapped[datetime]
    second: Mapped[dict[str, Any] | None]
    second_by: Mapped[str | None]
    settled: Mapped[bool]
