"""What notify copies of the price lists and of the commitments, to publish them (C2.2, C2.6)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class PriceItemChanged(Event):
    key: ClassVar[str] = "ticketing.price_item_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    category: str
    name: str
    unit: str
    price_fen: int
    note: str
    valid_from: date
    valid_until: date | None
    deleted: bool


class CommitmentChanged(Event):
    key: ClassVar[str] = "ticketing.commitment_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    kind: str
    area: str | None
    tier: str
    clock: str
    minutes: int | None
    calendar: str
    valid_from: Moment
    replaced_at: Moment | None
    deleted: bool
