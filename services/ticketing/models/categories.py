"""What requests of a kind are about: data that the company keeps, company-wide."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from services.ticketing.models.base import Base
from services.ticketing.models.choices import Team, TicketKind, Tier
from shared.audit import Audited
from shared.db import Versioned


class Category(Versioned, Audited, Base):
    """``team`` and ``tier`` are given to a request of it for which nothing else is said.

    One with a ``retired_at`` is offered no longer; requests that have it keep it. ``name_en`` may be empty.
    """

    __tablename__ = "category"
    __table_args__ = (Index("ix_category_kind_name", "kind", "name"),)

    kind: Mapped[TicketKind]
    name: Mapped[str]
    name_en: Mapped[str]
    team: Mapped[Team | None]
    tier: Mapped[Tier]
    retired_at: Mapped[datetime | None]

    def said_in(self, language: str) -> str:
        return self.name_en if language == "en" and self.name_en else self.name
