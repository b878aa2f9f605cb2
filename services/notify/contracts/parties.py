"""What notify needs of outside parties, to tell staff what they owe (B4.1)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class PartyTaskReminded(Event):
    """``stage``: given, due, overdue or escalated."""

    key: ClassVar[str] = "visits.party_task_reminded.v1"

    task_id: UUID
    estate_id: UUID
    party: str
    title: str
    owner: str
    due_on: date
    stage: str
    staff_ids: list[UUID]
    at: Moment


class PartyTaskSettled(Event):
    key: ClassVar[str] = "visits.party_task_settled.v1"

    task_id: UUID


class ContractorTalkDue(Event):
    key: ClassVar[str] = "visits.contractor_talk_due.v1"

    estate_id: UUID
    party_id: UUID
    party: str
    staff_ids: list[UUID]
    at: Moment


class ContractorTalkRecorded(Event):
    key: ClassVar[str] = "visits.contractor_talk_recorded.v1"

    party_id: UUID


class EventChange(Event):
    """What every event of a change to a promotional event tells."""

    change_id: UUID
    promotion_id: UUID
    estate_id: UUID
    party: str
    title: str
    at: Moment


class EventChangeRequested(EventChange):
    key: ClassVar[str] = "visits.event_change_requested.v1"

    staff_id: UUID
    what: str

    @property
    def staff_ids(self) -> list[UUID]:
        return [self.staff_id]


class EventChangeOverdue(EventChange):
    key: ClassVar[str] = "visits.event_change_overdue.v1"

    what: str
    staff_ids: list[UUID]


class EventChangeAcknowledged(EventChange):
    key: ClassVar[str] = "visits.event_change_acknowledged.v1"
