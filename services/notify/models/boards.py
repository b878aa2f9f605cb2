"""Copies of what ticketing publishes to everybody: the price lists (C2.2) and the table of commitments (C2.6)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.notify.models.base import Base
from shared.db import EstateOwned, Identified
from shared.errors import N_


class PriceItem(Identified, EstateOwned, Base):
    """A price in fen for each ``unit``; it counts from ``valid_from`` to before ``valid_until``."""

    __tablename__ = "price_item"
    __table_args__ = (Index("ix_price_item_estate_id_valid_from", "estate_id", "valid_from"),)

    estate_id: Mapped[UUID] = mapped_column()
    category: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    price_fen: Mapped[int]
    note: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class Commitment(Identified, Base):
    """A promise: ``clock`` is met within ``minutes``, or on the same day. It counts until ``replaced_at``."""

    __tablename__ = "commitment"

    kind: Mapped[str] = mapped_column(Text)
    area: Mapped[str | None] = mapped_column(Text)
    tier: Mapped[str] = mapped_column(Text)
    clock: Mapped[str] = mapped_column(Text)
    minutes: Mapped[int | None]
    calendar: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[datetime]
    replaced_at: Mapped[datetime | None]


KINDS = {
    "complaint": N_("complaint"),
    "repair": N_("repair"),
    "suggestion": N_("suggestion"),
    "enquiry": N_("enquiry"),
    "praise": N_("praise"),
}
AREAS = {"indoor": N_("indoor"), "public": N_("public area")}
TIERS = {"emergency": N_("emergency"), "urgent": N_("urgent"), "normal": N_("normal")}
CLOCKS = {
    "acknowledge": N_("Acknowledged"),
    "respond": N_("On the spot or solved"),
    "resolve": N_("Solved"),
    "answer": N_("Answered"),
}
CALENDARS = {"always": N_("day and night"), "working": N_("in working hours")}
BOARD_LABELS: dict[str, str] = {**KINDS, **AREAS, **TIERS, **CLOCKS, **CALENDARS}
