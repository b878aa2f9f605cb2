"""Answers about which something is done, and what has come of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.survey.models.base import Base
from services.survey.models.choices import FollowUpState
from shared.db import EstateOwned, Versioned


class FollowUp(Versioned, EstateOwned, Base):
    """``customer_id`` and ``unit_path`` are of the household that answered under its name, else empty.

    ``contact``: it asks to be contacted. ``ticket_id`` and ``number`` are of the ticket that the front desk has opened;
    ``outcome`` is what it told last.
    """

    __tablename__ = "follow_up"

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id"), index=True)
    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("sheet.id"), unique=True)
    customer_id: Mapped[UUID | None]
    unit_path: Mapped[str] = mapped_column(Text)
    contact: Mapped[bool]
    description: Mapped[str] = mapped_column(Text)
    requested_at: Mapped[datetime]
    state: Mapped[FollowUpState]
    ticket_id: Mapped[UUID | None] = mapped_column(unique=True)
    number: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]
