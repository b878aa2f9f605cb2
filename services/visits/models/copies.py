"""Copies of the reference data that ticketing owns."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.visits.models.base import Base
from shared.calendar import ChangedDay
from shared.db import EstateOwned, Identified
from shared.directory import ClientRights, StaffRights


class Estate(Identified, Base):
    __tablename__ = "estate"

    code: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    opens_at: Mapped[str | None] = mapped_column(Text)
    closes_at: Mapped[str | None] = mapped_column(Text)


class Premises(Identified, EstateOwned, Base):
    """A building, floor or unit; ``path`` is its full label."""

    __tablename__ = "premises"
    __table_args__ = (Index("ix_premises_estate_id_kind", "estate_id", "kind"),)

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


LIVES_HERE = Customer.moved_out_on.is_(None) & Customer.merged_into_id.is_(None)


class CalendarDay(ChangedDay, Base):
    """A day on which an estate's working calendar differs from the yearly notice."""

    __tablename__ = "calendar_day"


class Absence(Identified, Base):
    """Somebody of the staff is away on these days, both included."""

    __tablename__ = "absence"

    staff_id: Mapped[UUID] = mapped_column(index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]


class Staff(StaffRights, Base):
    __tablename__ = "staff"

    language: Mapped[str] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    team: Mapped[str | None] = mapped_column(Text)


class ApiClient(ClientRights, Base):
    __tablename__ = "api_client"
