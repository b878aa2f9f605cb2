"""Events that notify emits: what became of a message."""

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

    ``reason`` is ``no_address``, ``moved_out``, ``unwanted``, ``not_configured``, ``outdated`` (something newer is
    told instead), ``refused`` or ``gave_up``; ``detail`` is what the receiving side said. ``next_channel`` is tried
    instead; without one the person stays untold.
    """

    key: ClassVar[str] = "notify.message_failed.v1"

    state: str
    reason: str
    detail: str
    next_channel: str | None


EMITS: tuple[type[Event], ...] = (MessageSent, MessageFailed)
