"""The price list of an estate, told row by row to who publishes it (C2.2)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class PriceItemChanged(Event):
    """The full state of one price, in fen for each ``unit``; it counts from ``valid_from`` to before ``valid_until``.

    ``item_id`` is the same for all prices that an item has had.
    """

    key: ClassVar[str] = "ticketing.price_item_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    item_id: UUID
    category: str
    name: str
    unit: str
    price_fen: int
    note: str
    valid_from: date
    valid_until: date | None
    approved_by: str
    approved_at: Moment
    deleted: bool


EMITS: tuple[type[Event], ...] = (PriceItemChanged,)
