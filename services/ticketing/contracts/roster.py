"""Who is on duty (C2.4)."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class DutyChanged(Event):
    """The full state of a shift at the ``hotline`` or in a team; ``deleted``: it does not take place."""

    key: ClassVar[str] = "ticketing.duty_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    post: str
    staff_id: UUID
    starts_at: Moment
    ends_at: Moment
    deleted: bool


class HotlineGap(Event):
    """Nobody is planned at the hotline at that time to come. ``staff_ids`` of ``role`` are to be told."""

    key: ClassVar[str] = "ticketing.hotline_gap.v1"

    gap_id: UUID
    estate_id: UUID
    starts_at: Moment
    ends_at: Moment
    role: str
    staff_ids: list[UUID]
    at: Moment


class HotlineGapSettled(Event):
    """Somebody is planned for all of it by now; not ``covered``: it has passed."""

    key: ClassVar[str] = "ticketing.hotline_gap_settled.v1"

    gap_id: UUID
    estate_id: UUID
    covered: bool
    at: Moment


EMITS: tuple[type[Event], ...] = (DutyChanged, HotlineGap, HotlineGapSettled)
