"""Events of symposiums: the plan's way to its approval, each symposium, and what was said there (A2.2)."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class SymposiumPlanEvent(Event):
    """``count`` symposiums are planned; ``by`` took the step, for a ``reason`` where one is needed."""

    plan_id: UUID
    estate_id: UUID
    year: int
    count: int
    by: str
    by_id: UUID | None
    reason: str
    at: Moment


class SymposiumPlanSubmitted(SymposiumPlanEvent):
    key: ClassVar[str] = "visits.symposium_plan_submitted.v1"


class SymposiumPlanReturned(SymposiumPlanEvent):
    key: ClassVar[str] = "visits.symposium_plan_returned.v1"


class SymposiumPlanApproved(SymposiumPlanEvent):
    """The company's approval: the symposiums are to be held as planned."""

    key: ClassVar[str] = "visits.symposium_plan_approved.v1"


class SymposiumChanged(Event):
    """The full state of a symposium of an approved plan. ``kind`` is ``residents`` or ``committee``.

    ``attended`` people signed in; ``held_at`` is null before it was held.
    """

    key: ClassVar[str] = "visits.symposium_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    plan_id: UUID
    year: int
    kind: str
    state: str
    starts_at: Moment
    place: str
    content: str
    held_at: Moment | None
    attended: int
    recorded_by: str
    deleted: bool


class OpinionTaken(Event):
    """Somebody said what is needed, at a symposium. The front desk opens a ticket with this as its ``origin_id``.

    ``kind`` is one of the front desk's kinds of request.
    """

    key: ClassVar[str] = "visits.opinion_taken.v1"

    opinion_id: UUID
    estate_id: UUID
    symposium_id: UUID
    kind: str
    title: str
    words: str
    said_by: str
    by: str
    at: Moment


EMITS: tuple[type[Event], ...] = (
    SymposiumPlanSubmitted,
    SymposiumPlanReturned,
    SymposiumPlanApproved,
    SymposiumChanged,
    OpinionTaken,
)
