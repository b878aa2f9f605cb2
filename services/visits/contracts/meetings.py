"""Events of meetings, their minutes and what they decided (A2.3, B4.2, B5)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class MeetingEvent(Event):
    """What every event of a meeting tells. ``kind`` is ``stand_up``, ``branch``, ``office`` or ``committee``."""

    meeting_id: UUID
    estate_id: UUID
    kind: str
    starts_at: Moment
    place: str
    by: str
    by_id: UUID | None
    at: Moment


class MeetingOpened(MeetingEvent):
    """It has begun: minutes are owed of it."""

    key: ClassVar[str] = "visits.meeting_opened.v1"


class MeetingHeld(MeetingEvent):
    """``attended`` people came, ``committee`` of them from the owners' committee."""

    key: ClassVar[str] = "visits.meeting_held.v1"

    held_at: Moment
    attended: int
    committee: int


class MeetingCancelled(MeetingEvent):
    key: ClassVar[str] = "visits.meeting_cancelled.v1"

    reason: str


class MinutesFiled(MeetingEvent):
    """《会议记录》; filed again, they were corrected. ``actions`` were decided, ``needs`` of teams discussed."""

    key: ClassVar[str] = "visits.minutes_filed.v1"

    actions: int
    needs: int


class MeetingActionEvent(Event):
    """What every event of an action tells: ``owner_id`` does ``what`` until ``due_on``. ``number`` is the meeting's."""

    action_id: UUID
    meeting_id: UUID
    estate_id: UUID
    kind: str
    meeting_at: Moment
    number: int
    what: str
    owner_id: UUID
    owner: str
    due_on: date
    by: str
    at: Moment


class MeetingActionSet(MeetingActionEvent):
    key: ClassVar[str] = "visits.meeting_action_set.v1"


class MeetingActionOverdue(MeetingActionEvent):
    """Its day has passed."""

    key: ClassVar[str] = "visits.meeting_action_overdue.v1"


class MeetingActionDone(MeetingActionEvent):
    key: ClassVar[str] = "visits.meeting_action_done.v1"

    result: str


class MeetingActionDropped(MeetingActionEvent):
    key: ClassVar[str] = "visits.meeting_action_dropped.v1"

    reason: str


EMITS: tuple[type[Event], ...] = (
    MeetingOpened,
    MeetingHeld,
    MeetingCancelled,
    MinutesFiled,
    MeetingActionSet,
    MeetingActionOverdue,
    MeetingActionDone,
    MeetingActionDropped,
)
