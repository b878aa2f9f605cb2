"""Tries of a delivery: claimed before, recorded after; in between the message is sent outside of any transaction.

A claim is a lease. When it runs out the sender is taken for dead: its try ends as ``unknown``, and the next one is
marked as a repeat, since the message may have gone out already.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import Exists, Select, exists, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager

from services.notify.handlers.dispatch import send_onward, settle
from services.notify.handlers.outcome_events import report_failed, report_sent
from services.notify.models import Customer, Delivery, DeliveryAttempt, DeliveryState, Message, Outcome, Reason
from shared import clock

LEASE = timedelta(seconds=60)
LADDER = tuple(timedelta(seconds=seconds) for seconds in (30, 120, 600, 3600, 21_600))
LOST = "The sender ended before it could record what became of this try."
LONGEST_DETAIL = 500

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Claim:
    """One try that is now to be made."""

    delivery_id: UUID
    attempt_id: UUID
    channel: str
    address: str
    title: str
    body: str


def claim_next(session: Session) -> Claim | None:
    """Takes the most urgent delivery that is due and that no other sender holds. None when there is none.

    Of what one person is told about one thing only one message is under way at a time, so that they come in order.
    """
    now = clock.now()
    due = with_message().where(Delivery.next_attempt_at <= now, ~_in_front(now))
    due = due.order_by(Delivery.priority, Delivery.next_attempt_at).limit(1)
    delivery = session.scalars(due.with_for_update(skip_locked=True)).first()
    if delivery is None:
        return None
    previous = _last_try(session, delivery)
    if previous is not None and previous.ended_at is None:
        _conclude(session, delivery, previous, Outcome.UNKNOWN, LOST)
    return _begin(session, delivery, previous) if delivery.next_attempt_at else None


def record(session: Session, *, claim: Claim, outcome: Outcome, detail: str) -> None:
    """Writes down what became of the try, and does what follows from it.

    When the lease had run out meanwhile, another sender has already taken over, and only the log keeps the outcome.
    """
    found = with_message().where(Delivery.id == claim.delivery_id)
    delivery = session.scalars(found.with_for_update()).one()
    attempt = session.get_one(DeliveryAttempt, claim.attempt_id)
    if attempt.ended_at is None:
        _conclude(session, delivery, attempt, outcome, detail)
    else:
        log.warning("delivery.recorded_too_late", delivery=str(delivery.id), outcome=outcome, detail=detail)


def with_message() -> Select[Delivery]:
    """Deliveries joined with their message (a lock takes both), and with its other deliveries."""
    together = contains_eager(Delivery.message).selectinload(Message.deliveries)
    return select(Delivery).join(Delivery.message).options(together)


def _in_front(now: datetime) -> Exists:
    """An earlier message to the same person about the same thing is due too, or on its way."""
    message, delivery = aliased(Message), aliased(Delivery)
    return exists().where(
        message.recipient_id == Message.recipient_id,
        message.subject == Message.subject,
        message.id < Message.id,
        delivery.message_id == message.id,
        or_(delivery.next_attempt_at <= now, delivery.state == DeliveryState.SENDING),
    )


def _last_try(session: Session, delivery: Delivery) -> DeliveryAttempt | None:
    number = DeliveryAttempt.number == delivery.attempts
    return session.scalars(select(DeliveryAttempt).where(DeliveryAttempt.delivery_id == delivery.id, number)).first()


def _begin(session: Session, delivery: Delivery, previous: DeliveryAttempt | None) -> Claim:
    now, message = clock.now(), delivery.message
    delivery.attempts += 1
    delivery.state, delivery.next_attempt_at = DeliveryState.SENDING, now + LEASE
    attempt = DeliveryAttempt(
        estate_id=delivery.estate_id,
        delivery_id=delivery.id,
        number=delivery.attempts,
        repeat=previous is not None and previous.outcome is Outcome.UNKNOWN,
        started_at=now,
        detail="",
    )
    session.add(attempt)
    return Claim(delivery.id, attempt.id, delivery.channel, delivery.address, message.title, message.body)


def _conclude(session: Session, delivery: Delivery, attempt: DeliveryAttempt, outcome: Outcome, detail: str) -> None:
    attempt.ended_at, attempt.outcome, attempt.detail = clock.now(), outcome, detail[:LONGEST_DETAIL]
    if outcome is Outcome.SENT:
        settle(delivery, DeliveryState.SENT)
        report_sent(session, delivery, repeat=attempt.repeat)
    elif outcome is Outcome.PERMANENT:
        _fail(session, delivery, Reason.REFUSED, attempt.detail)
    elif delivery.failures == len(LADDER):
        _fail(session, delivery, Reason.GAVE_UP, attempt.detail)
    else:
        pause = timedelta() if detail == LOST else LADDER[delivery.failures]
        delivery.failures += 1
        delivery.state, delivery.next_attempt_at = DeliveryState.QUEUED, clock.now() + pause


def _fail(session: Session, delivery: Delivery, reason: Reason, detail: str) -> None:
    """Ends the delivery; the message goes on over the next channel."""
    delivery.reason = reason
    settle(delivery, DeliveryState.FAILED)
    customer = session.get(Customer, delivery.message.recipient_id)
    queued = send_onward(session, delivery.message, customer)
    report_failed(session, delivery, detail=detail, next_channel=queued.channel if queued else None)
