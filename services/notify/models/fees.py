"""收费标准: what the management fee is, on which decision it rests (C3.1), and who was reminded to pay it (C3)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.notify.models.base import Base
from shared.audit import Audited
from shared.db import EstateOwned, Versioned

LONGEST_STANDARD = 100
MOST_REMINDED = 5000


class FeeStandard(Versioned, EstateOwned, Audited, Base):
    """A price in fen for each ``unit``; it counts from ``valid_from`` to before ``valid_until``.

    It is never altered: its successor has the same ``standard_id``. ``basis`` names the government's price list or
    the approved scale on which it rests, of which ``document`` is a copy.
    """

    __tablename__ = "fee_standard"
    __table_args__ = (Index("ix_fee_standard_estate_id_valid_from", "estate_id", "valid_from"),)

    estate_id: Mapped[UUID] = mapped_column()
    standard_id: Mapped[UUID] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(Text)
    price_fen: Mapped[int] = mapped_column(BigInteger)
    unit: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text)
    document: Mapped[str | None] = mapped_column(Text)
    document_name: Mapped[str] = mapped_column(Text)
    document_type: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    approved_by: Mapped[str] = mapped_column(Text)
    approved_at: Mapped[datetime]


class FeeReminder(Versioned, EstateOwned, Audited, Base):
    """One reminder to many households; whom it told, and of how much, stands in the ledger of messages alone."""

    __tablename__ = "fee_reminder"
    __table_args__ = (Index("ix_fee_reminder_estate_id_id", "estate_id", "id"),)

    estate_id: Mapped[UUID] = mapped_column()
    period: Mapped[str] = mapped_column(Text)
    pay_by: Mapped[date]
    how: Mapped[str] = mapped_column(Text)
    households: Mapped[int]
    total_fen: Mapped[int] = mapped_column(BigInteger)
    sent_by: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime]
