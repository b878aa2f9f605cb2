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


class PartyFact(Event):
    """What every event of dealings with a party tells; ``by`` recorded it."""

    estate_id: UUID
    party_id: UUID
    party: str
    by: str
    by_id: UUID | None
    at: Moment


class ContactLogged(PartyFact):
    """``way``: meeting, call_on, by_phone, by_message or by_letter; ``next_step_on`` is null where nothing follows."""

    key: ClassVar[str] = "visits.contact_logged.v1"

    contact_id: UUID
    party_kind: str
    way: str
    contacted_at: Moment
    next_step_on: date | None


class ContractorTalkRecorded(PartyFact):
    """The week's talk with a contractor; so many ``improvements`` are required."""

    key: ClassVar[str] = "visits.contractor_talk_recorded.v1"

    talk_id: UUID
    held_at: Moment
    improvements: int


class ContractorTalkDue(Event):
    """It is Friday, and nobody has talked with the contractor this week. ``staff_ids`` are to know."""

    key: ClassVar[str] = "visits.contractor_talk_due.v1"

    estate_id: UUID
    party_id: UUID
    party: str
    staff_ids: list[UUID]
    at: Moment


class PartyTaskReminded(Event):
    """Something is to be done after a contact or talk, or for an event. ``staff_ids`` are to know.

    ``kind``: next_step, improvement or requirement; ``stage``: given, due, overdue or escalated.
    """

    key: ClassVar[str] = "visits.party_task_reminded.v1"

    task_id: UUID
    estate_id: UUID
    party_id: UUID
    party: str
    kind: str
    title: str
    owner: str
    due_on: date
    stage: str
    staff_ids: list[UUID]
    at: Moment


class PartyTaskSettled(Event):
    """It waits no longer: finished, dropped or put off to another day."""

    key: ClassVar[str] = "visits.party_task_settled.v1"

    task_id: UUID
    estate_id: UUID
    at: Moment


class EventChange(PartyFact):
    """What every event of a change to a promotional event tells; ``staff_id`` coordinates it with the developer."""

    change_id: UUID
    promotion_id: UUID
    title: str
    staff_id: UUID


class EventChangeRequested(EventChange):
    """It is to be coordinated by ``due_at``."""

    key: ClassVar[str] = "visits.event_change_requested.v1"

    what: str
    due_at: Moment


class EventChangeAcknowledged(EventChange):
    """The developer's word is known."""

    key: ClassVar[str] = "visits.event_change_acknowledged.v1"

    agreed: bool


class EventChangeOverdue(EventChange):
    """The day has passed without the developer's word. ``staff_ids`` are to know."""

    key: ClassVar[str] = "visits.event_change_overdue.v1"

    what: str
    staff_ids: list[UUID]


EMITS: tuple[type[Event], ...] = (
    PartyChanged,
    ContactLogged,
    ContractorTalkRecorded,
    ContractorTalkDue,
    PartyTaskReminded,
    PartyTaskSettled,
    EventChangeRequested,
    EventChangeAcknowledged,
    EventChangeOverdue,
)
