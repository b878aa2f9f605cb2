"""Events of outside parties (B4.1): that, when and by whom something was said; its words stay in the register."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class PartyChanged(Event):
    """The full state of an outside party. ``kind``: developer, contractor, builder, supplier or authority.

    The contract may be open at either end; ``ended_on`` is null while the dealings go on.
    """

    key: ClassVar[str] = "visits.party_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    kind: str
    name: str
    purpose: str
    contract_from: date | None
    contract_until: date | None
    ended_on: date | None
    registered_at: Moment
    deleted: bool


EMITS: tuple[type[Event], ...] = (PartyChanged,)
