"""Every outcome of a delivery is told to other systems."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.models import Delivery
from shared import clock, outbox


class Facts(TypedDict):
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
    at: datetime


def report_sent(session: Session, delivery: Delivery, *, repeat: bool) -> None:
    outbox.add(session, contracts.MessageSent(**_facts(delivery), repeat=repeat), delivery)


def report_failed(session: Session, delivery: Delivery, *, detail: str, next_channel: str | None) -> None:
    outbox.add(session, failure_of(delivery, detail=detail, next_channel=next_channel), delivery)


def failure_of(delivery: Delivery, *, detail: str, next_channel: str | None) -> contracts.MessageFailed:
    return contracts.MessageFailed(
        **_facts(delivery),
        state=delivery.state,
        reason=delivery.reason or "",
        detail=detail,
        next_channel=next_channel,
    )


def _facts(delivery: Delivery) -> Facts:
    """The fields of ``contracts.MessageEvent`` as they stand now."""
    message = delivery.message
    return Facts(
        message_id=message.id,
        delivery_id=delivery.id,
        estate_id=message.estate_id,
        event=message.event,
        about=message.subject,
        reference=message.reference,
        recipient_kind=message.recipient_kind,
        recipient_id=message.recipient_id,
        channel=delivery.channel,
        urgent=message.urgent,
        attempts=delivery.attempts,
        at=clock.now(),
    )
