"""价目: what a paid service costs, published before it is asked for (C2.2)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.ticketing.models.base import Base
from shared.audit import Audited
from shared.db import EstateOwned, Versioned

DEAREST_FEN = 100_000_000


class PriceItem(Versioned, EstateOwned, Audited, Base):
    """One price of one item. A price is never altered: its successor is added and it gets a ``valid_until``.

    ``price_fen`` is in fen for each ``unit`` of measure; ``cost_fen`` is what one costs us, where that is known.
    ``valid_until`` is the first day on which it counts no longer.
    ``item_id`` is the same for all prices that an item has had.
    """

    __tablename__ = "price_item"
    __table_args__ = (Index("ix_price_item_estate_id_item_id", "estate_id", "item_id"),)

    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estate.id"))
    item_id: Mapped[UUID] = mapped_column()
    category: Mapped[str]
    name: Mapped[str]
    unit: Mapped[str]
    price_fen: Mapped[int]
    cost_fen: Mapped[int | None]
    note: Mapped[str]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    approved_by: Mapped[str]
    approved_at: Mapped[datetime]

    def counts_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)
