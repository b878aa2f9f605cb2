"""Events of the notify service: what it emits, and the fields it needs of what it reads."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class MessageEvent(Event):
    """What every event of a delivery tells. ``event`` is the routing key of what caused the message.

    ``about`` is the id of what the message is about (of a ticket), ``reference`` the number people know it by.
    ``recipient_kind`` is ``customer`` or ``staff``; ``attempts`` counts the tries on this channel.
    """

    message_id: UUID
    delivery_id: UUID
    estate_id: UUID
    event: str
    about: str
    reference: str
    recipient_kind: str
    recipient_id: UUID
    channel: str
    urgent: bool
    attempts: int
    at: Moment


class MessageSent(MessageEvent):
    """A message left over ``channel``. ``repeat``: the try before may have reached the person already."""

    key: ClassVar[str] = "notify.message_sent.v1"

    repeat: bool


class MessageFailed(MessageEvent):
    """A message will not be sent over ``channel``: it failed for good, or was never tried (``suppressed``).

    ``reason`` is ``no_address``, ``moved_out``, ``not_configured``, ``refused`` or ``gave_up``; ``detail`` is what
    the receiving side said. ``next_channel`` is tried instead; without one the person stays untold.
    """

    key: ClassVar[str] = "notify.message_failed.v1"

    state: str
    reason: str
    detail: str
    next_channel: str | None


EMITS: tuple[type[Event], ...] = (MessageSent, MessageFailed)


class EstateChanged(Event):
    key: ClassVar[str] = "ticketing.estate_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    code: str
    name: str
    deleted: bool


class CustomerChanged(Event):
    key: ClassVar[str] = "ticketing.customer_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    name: str
    phone: str
    email: str | None
    language: str
    channels: list[str]
    moved_out_on: date | None
    deleted: bool


class StaffChanged(Event):
    key: ClassVar[str] = "ticketing.staff_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    name: str
    roles: list[str]
    estates: list[str] | None
    email: str | None
    phone: str | None
    language: str
    active: bool
    sessions_valid_from: Moment
    deleted: bool


class ApiClientChanged(Event):
    key: ClassVar[str] = "ticketing.api_client_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    name: str
    scopes: list[str]
    estates: list[str] | None
    active: bool
    tokens_valid_from: Moment
    deleted: bool


class TicketEvent(Event):
    """What notify needs of every event of a ticket; ``status_url`` is the household's own link."""

    ticket_id: UUID
    estate_id: UUID
    number: str
    kind: str
    area: str | None
    tier: str
    title: str
    customer_id: UUID | None
    unit_path: str
    status_url: str
    at: Moment


class TicketOpened(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_opened.v1"

    due_at: Moment | None


class TicketAcknowledged(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_acknowledged.v1"


class TicketAssigned(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_assigned.v1"

    assignee_id: UUID
    assignee_name: str
    due_at: Moment | None


class TicketArrived(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_arrived.v1"


class TicketResolved(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_resolved.v1"

    resolution: str


class TicketAnswered(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_answered.v1"

    answer: str


class TicketClosed(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_closed.v1"


class TicketReopened(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_reopened.v1"


class TicketTimeAgreed(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_time_agreed.v1"

    agreed_at: Moment


class TicketPaused(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_paused.v1"

    reason: str
    until: Moment | None


class TicketResumed(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_resumed.v1"

    due_at: Moment | None


class ClockEvent(TicketEvent):
    """A promise runs out, or is broken: each of ``staff_ids`` is to be told."""

    due_at: Moment
    staff_ids: list[UUID]
    assignee_name: str | None


class ClockWarned(ClockEvent):
    key: ClassVar[str] = "ticketing.clock_warned.v1"


class ClockBreached(ClockEvent):
    key: ClassVar[str] = "ticketing.clock_breached.v1"
