"""The categories of requests, told to who counts by them."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class CategoryChanged(Event):
    """The full state of a category; one with ``retired_at`` is given to new requests no longer."""

    key: ClassVar[str] = "ticketing.category_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    kind: str
    name: str
    name_en: str
    team: str | None
    tier: str
    retired_at: Moment | None
    deleted: bool


EMITS: tuple[type[Event], ...] = (CategoryChanged,)
