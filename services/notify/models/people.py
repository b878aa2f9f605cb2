"""Copies of the reference data that ticketing owns: places, who can be told something, and how."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.notify.models.base import Base
from shared.db import EstateOwned, Identified
from shared.directory import ClientRights, StaffRights


class Estate(Identified, Base):
    __tablename__ = "estate"

    code: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)


class Premises(Identified, EstateOwned, Base):
    """A building, floor or unit; ``path`` is its full label (``2栋 5层 0502``)."""

    __tablename__ = "premises"

    kind: Mapped[str] = mapped_column(Text)
    parent_id: Mapped[UUID | None] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(Text)


class Customer(Identified, EstateOwned, Base):
    """A household. ``phone`` is E.164; ``channels`` are in the order it prefers, empty when it never said.

    ``kind`` is ``owner`` or ``tenant``; None until the copy has been told where it lives and as what.

    ``preferences`` name another channel, or ``none``, for messages of a topic. ``merged_into_id``: it was a second
    record of that household, which is told instead.
    """

    __tablename__ = "customer"
    __table_args__ = (Index("ix_customer_estate_id_id", "estate_id", "id"),)

    estate_id: Mapped[UUID] = mapped_column()
    name: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    channels: Mapped[list[str]]
    moved_out_on: Mapped[date | None]
    merged_into_id: Mapped[UUID | None]
    preferences: Mapped[dict[str, Any] | None]
    unit_id: Mapped[UUID | None]
    unit_path: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str | None] = mapped_column(Text)


class Staff(StaffRights, Base):
    __tablename__ = "staff"

    language: Mapped[str] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)


class ApiClient(ClientRights, Base):
    __tablename__ = "api_client"
