"""Visits that were made, and what was asked for on them (A2.7, C1.4.4, C1.4.6)."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class VisitRecorded(Event):
    """A household was visited. ``evaluation`` is from 1 to 5, null where none was given."""

    key: ClassVar[str] = "visits.visit_recorded.v1"

    visit_id: UUID
    estate_id: UUID
    kind: str
    round_id: UUID | None
    customer_id: UUID
    unit_path: str
    visited_at: Moment
    by_id: UUID | None
    by: str
    met: str
    words: str
    evaluation: int | None
    promised: str
    needs: int
    at: Moment


class NeedRaised(Event):
    """A household told of a need on a visit. The front desk opens a ticket whose id is ``need_id``."""

    key: ClassVar[str] = "visits.need_raised.v1"

    need_id: UUID
    visit_id: UUID
    estate_id: UUID
    customer_id: UUID
    kind: str
    title: str
    by: str
    at: Moment


class VisitTold(Event):
    """What a household is told of a visit. ``slot_url`` is its own link, to agree or to choose another time."""

    visit_id: UUID
    estate_id: UUID
    customer_id: UUID
    unit_path: str
    kind: str
    officer: str
    starts_at: Moment
    slot_url: str
    at: Moment


class VisitAnnounced(VisitTold):
    key: ClassVar[str] = "visits.visit_announced.v1"


class VisitMoved(VisitTold):
    """The time is another one than the household was told before."""

    key: ClassVar[str] = "visits.visit_moved.v1"


class VisitReminded(VisitTold):
    """It takes place the next day."""

    key: ClassVar[str] = "visits.visit_reminded.v1"


class VisitCalledOff(VisitTold):
    """It does not take place."""

    key: ClassVar[str] = "visits.visit_called_off.v1"


class SlotAnswered(Event):
    """The household has agreed to a time by its link, or (``moved``) has chosen another. The officer is told."""

    key: ClassVar[str] = "visits.slot_answered.v1"

    visit_id: UUID
    estate_id: UUID
    staff_id: UUID
    unit_path: str
    starts_at: Moment
    moved: bool
    at: Moment


EMITS: tuple[type[Event], ...] = (
    VisitRecorded,
    NeedRaised,
    VisitAnnounced,
    VisitMoved,
    VisitReminded,
    VisitCalledOff,
    SlotAnswered,
)
