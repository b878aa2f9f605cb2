"""What notify needs of meetings, to tell staff what they are to do (A2.3, B5)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class MeetingActionTold(Event):
    """``owner_id`` is to do ``what`` until ``due_on``."""

    action_id: UUID
    estate_id: UUID
    meeting_id: UUID
    what: str
    owner_id: UUID
    due_on: date
    by: str
    at: Moment

    @property
    def staff_ids(self) -> list[UUID]:
        return [self.owner_id]


class MeetingActionSet(MeetingActionTold):
    key: ClassVar[str] = "visits.meeting_action_set.v1"


class MeetingActionOverdue(MeetingActionTold):
    key: ClassVar[str] = "visits.meeting_action_overdue.v1"


class MeetingActionOver(Event):
    """There is nothing to be done about it any more."""

    action_id: UUID
    at: Moment


class MeetingActionDone(MeetingActionOver):
    key: ClassVar[str] = "visits.meeting_action_done.v1"


class MeetingActionDropped(MeetingActionOver):
    key: ClassVar[str] = "visits.meeting_action_dropped.v1"


class WeeklySummaryReminded(Event):
    """It is Friday: ``staff_ids`` write the summary of their department."""

    key: ClassVar[str] = "visits.weekly_summary_reminded.v1"

    summary_id: UUID
    estate_id: UUID
    team: str
    week: str
    due_on: date
    staff_ids: list[UUID]
    at: Moment


class WeeklySummaryMissing(Event):
    """The summaries of ``teams`` did not come: those above are to know."""

    key: ClassVar[str] = "visits.weekly_summary_missing.v1"

    week_id: UUID
    estate_id: UUID
    teams: list[str]
    week: str
    staff_ids: list[UUID]
    at: Moment


class WeeklySummarySubmitted(Event):
    """Of a department; so many others are still ``missing``."""

    key: ClassVar[str] = "visits.weekly_summary_submitted.v1"

    summary_id: UUID
    week_id: UUID
    missing: int
    at: Moment
