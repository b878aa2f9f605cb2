"""Tickets that answers to a survey have asked for."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class FollowUpOpened(Event):
    """The ticket ``number`` is about what survey's ``follow_up_id`` told."""

    key: ClassVar[str] = "ticketing.follow_up_opened.v1"

    follow_up_id: UUID
    ticket_id: UUID
    estate_id: UUID
    number: str
    at: Moment


EMITS: tuple[type[Event], ...] = (FollowUpOpened,)


class FollowUpRequested(Event):
    key: ClassVar[str] = "survey.follow_up_requested.v1"

    follow_up_id: UUID
    estate_id: UUID
    customer_id: UUID | None
    unit_path: str
    contact: bool
    title: str
    description: str
