"""That the people of a household were erased, and that whoever has copies must erase them too."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class CustomerErased(Event):
    """Nothing that identifies the household ``customer_id``, or one of its ``member_ids``, may be kept any longer.

    ``ticket_ids`` are its own tickets: what they tell in words about people is to go too. ``told_ids`` are tickets of
    others that it told as well. Afterwards come ``customer_changed`` and ``member_changed`` with ``deleted``.
    """

    key: ClassVar[str] = "ticketing.customer_erased.v1"

    customer_id: UUID
    estate_id: UUID
    member_ids: list[UUID]
    ticket_ids: list[UUID]
    told_ids: list[UUID]
    at: Moment


EMITS: tuple[type[Event], ...] = (CustomerErased,)
