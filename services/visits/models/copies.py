"""Copies of the reference data that ticketing owns."""

from datetime import date
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from services.visits.models.base import Base
from shared.db import EstateOwned, Identified
from shared.directory import ClientRights, StaffRights


class Estate(Identified, Base):
    __tablename__ = "estate"

    code: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)


class Premises(Identified, EstateOwned, Base):
    """A building, floor or unit; ``path`` is its full label."""

    __tablename__ = "premises"

    kind: Mapped[str] = mapped_column(Text)
    parent_id: Mapped[UUID | None] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(Text)


class Customer(Identified, EstateOwned, Base):
    """A household to be visited (A2.7); ``merged_into_id``: a second record of that one, which is visited instead."""

    __tablename__ = "customer"

    unit_id: Mapped[UUID | None] = mapped_column(index=True)
    unit_path: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    key_customer: Mapped[bool]
    moved_in_on: Mapped[date | None]
    moved_out_on: Mapped[date | None]
    merged_into_id: Mapped[UUID | None]


class Staff(StaffRights, Base):
    __tablename__ = "staff"

    language: Mapped[str] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)


class ApiClient(ClientRights, Base):
    __tablename__ = "api_client"
