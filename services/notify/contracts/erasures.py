"""What notify needs to know of a household that was erased."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event


class CustomerErased(Event):
    key: ClassVar[str] = "ticketing.customer_erased.v1"

    customer_id: UUID
    estate_id: UUID
    member_ids: list[UUID]
    ticket_ids: list[UUID]
    told_ids: list[UUID]
