"""Estates, their premises, and the households that live there."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.ticketing.models.base import Base
from services.ticketing.models.choices import CustomerKind, Language, PremisesKind
from shared.audit import Audited
from shared.db import EstateOwned, Versioned
from shared.prefixes import BYTEWISE


class Estate(Versioned, Audited, Base):
    """``opens_at`` and ``closes_at`` bound a working day, in the site's time."""

    __tablename__ = "estate"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    opens_at: Mapped[time]
    closes_at: Mapped[time]


class Premises(Versioned, EstateOwned, Audited, Base):
    """A building, floor or unit. ``name`` is its own label (``0502``), ``path`` the full one (``2栋 5层 0502``)."""

    __tablename__ = "premises"
    __table_args__ = (UniqueConstraint("estate_id", "path"),)

    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estate.id"))
    kind: Mapped[PremisesKind]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("premises.id"), index=True)
    code: Mapped[str]
    name: Mapped[str]
    path: Mapped[str]


class Customer(Versioned, EstateOwned, Audited, Base):
    """A household of a unit (C1.4.1). ``phone`` is E.164; ``channels`` are in the order the household prefers.

    ``preferences`` name another way for messages of a topic, ``none`` for no such messages.
    Once ``erased_at``, the row only stands for whom its tickets were.
    One that was registered twice is kept once: ``merged_into_id`` is where all that the other had is found now.
    """

    __tablename__ = "customer"
    __table_args__ = (Index("ix_customer_estate_id_id", "estate_id", "id"),)

    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estate.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("premises.id"), index=True)
    unit_path: Mapped[str]
    kind: Mapped[CustomerKind]
    name: Mapped[str]
    phone: Mapped[str]
    other_phone: Mapped[str | None]
    email: Mapped[str | None]
    language: Mapped[Language]
    channels: Mapped[list[str]]
    preferences: Mapped[dict[str, Any]]
    key_customer: Mapped[bool]
    moved_in_on: Mapped[date | None]
    moved_out_on: Mapped[date | None]
    erased_at: Mapped[datetime | None]
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("customer.id"), index=True)

    unit: Mapped[Premises | None] = relationship(lazy="raise_on_sql")


class CustomerTerm(EstateOwned, Base):
    """One word by which a household is found while typing: name, pinyin, initials, phone, unit."""

    __tablename__ = "customer_term"
    __table_args__ = (Index("ix_customer_term_term", "term", "customer_id"),)

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"), primary_key=True)
    term: Mapped[str] = mapped_column(BYTEWISE, primary_key=True)
    estate_id: Mapped[UUID] = mapped_column()
