"""Copies of the reference data that ticketing owns: who can be told something, and how."""

from datetime import date, datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from services.notify.models.base import Base
from shared.db import EstateOwned, Identified


class Estate(Identified, Base):
    __tablename__ = "estate"

    code: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)


class Customer(Identified, EstateOwned, Base):
    """A household. ``phone`` is E.164; ``channels`` are in the order it prefers, empty when it never said."""

    __tablename__ = "customer"

    name: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    channels: Mapped[list[str]]
    moved_out_on: Mapped[date | None]


class Staff(Identified, Base):
    """A member of staff; ``estates`` None means all of them."""

    __tablename__ = "staff"

    name: Mapped[str] = mapped_column(Text)
    roles: Mapped[list[str]]
    estates: Mapped[list[str] | None]
    email: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    active: Mapped[bool]
    sessions_valid_from: Mapped[datetime]


class ApiClient(Identified, Base):
    """Another system that may call the API; ``scopes`` are permissions, ``estates`` None means all of them."""

    __tablename__ = "api_client"

    name: Mapped[str] = mapped_column(Text)
    scopes: Mapped[list[str]]
    estates: Mapped[list[str] | None]
    active: Mapped[bool]
    tokens_valid_from: Mapped[datetime]
