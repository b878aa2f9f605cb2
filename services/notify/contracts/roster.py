"""What notify needs of the duty roster's events (C2.4)."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class HotlineGap(Event):
    """Nobody is planned at the hotline then: each of ``staff_ids``, the project lead, is to be told."""

    key: ClassVar[str] = "ticketing.hotline_gap.v1"

    gap_id: UUID
    estate_id: UUID
    starts_at: Moment
    ends_at: Moment
    staff_ids: list[UUID]
    at: Moment


class HotlineGapSettled(Event):
    """There is nothing to be done about it any more."""

    key: ClassVar[str] = "ticketing.hotline_gap_settled.v1"

    gap_id: UUID
    at: Moment
