"""Full-state events of the people of a household."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event


class MemberChanged(Event):
    """The full state of somebody of a household; ``committee_role`` is the office in the owners' committee, if any."""

    key: ClassVar[str] = "ticketing.member_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    customer_id: UUID
    name: str
    phone: str | None
    relation: str
    committee_role: str | None
    since: date | None
    until: date | None
    deleted: bool


EMITS: tuple[type[Event], ...] = (MemberChanged,)
