"""Bad answers that ask for action: told to who opens tickets, and what became of these."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class FollowUpRequested(Event):
    """Something is to be done about what was answered. Without a household, all that is told is what it wrote."""

    key: ClassVar[str] = "survey.follow_up_requested.v1"

    follow_up_id: UUID
    campaign_id: UUID
    estate_id: UUID
    customer_id: UUID | None
    unit_path: str
    contact: bool
    title: str
    description: str
    at: Moment


EMITS: tuple[type[Event], ...] = (FollowUpRequested,)


class FollowUpOpened(Event):
    key: ClassVar[str] = "ticketing.follow_up_opened.v1"

    follow_up_id: UUID
    ticket_id: UUID
    number: str
    at: Moment
