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
