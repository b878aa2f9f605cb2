"""What visits tells the front desk: needs that households told of on a visit (C1.4.6)."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event


class NeedRaised(Event):
    """The ticket that is opened for it has the id of the need, so that its way can be followed there."""

    key: ClassVar[str] = "visits.need_raised.v1"

    need_id: UUID
    estate_id: UUID
    customer_id: UUID
    kind: str
    title: str
    by: str
