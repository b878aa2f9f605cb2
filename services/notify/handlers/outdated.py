"""What still waits to be sent when something newer is to be told instead."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from services.notify.handlers.outcome_events import failure_of
from services.notify.models import Delivery, DeliveryState, Message, MessageState, Reason
from shared import clock, outbox


def hold_outdated(session: Session, subject: UUID, recipient_ids: Sequence[UUID]) -> None:
    """Nobody tried yet to send these messages about ``subject``: they stay in the ledger, and are not sent."""
    messages = select(Message.id).where(Message.recipient_id.in_(recipient_ids), Message.subject == str(subject))
    waiting = update(Delivery).where(
        Delivery.message_id.in_(messages), Delivery.state == DeliveryState.QUEUED, Delivery.attempts == 0
    )
    held = waiting.values(
        state=DeliveryState.SUPPRESSED,
        reason=Reason.OUTDATED,
        next_attempt_at=None,
        settled_at=clock.now(),
        version=Delivery.version + 1,
    )
    ids = session.execute(held.returning(Delivery.id), execution_options={"synchronize_session": False}).scalars().all()
    if not ids:
        return
    found = select(Delivery).where(Delivery.id.in_(ids)).options(joinedload(Delivery.message))
    deliveries = session.scalars(found, execution_options={"populate_existing": True}).all()
    for delivery in deliveries:
        delivery.message.state = MessageState.SUPPRESSED
    failures = (failure_of(row, detail="", next_channel=None) for row in deliveries)
    outbox.add_many(session, ((event, row.id, row.version) for event, row in zip(failures, deliveries, strict=True)))
