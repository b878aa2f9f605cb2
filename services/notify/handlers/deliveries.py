"""Tries of deliveries: claimed before, recorded after; in between the messages are sent outside of any transaction.

A claim is a lease. When it runs out the sender is taken for dead: its try ends as ``unknown``, and the next one is
marked as a repeat, since the message may have gone out already. Several are claimed and recorded together; those of a
batch that went well take a few statements however many they are, the others one by one.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Exists, Select, delete, exists, or_, select, update
from sqlalchemy.orm import Session, aliased, contains_eager

from services.notify.contracts import MessageSent
from services.notify.handlers.claims import Claim, Tried, each_claim, each_try
from services.notify.handlers.digests import HELD, companions, gathered
from services.notify.handlers.dispatch import send_onward, settle
from services.notify.handlers.estate_channels import ways_of
from services.notify.handlers.outcome_events import report_failed, report_sent
from services.notify.models import (
    PRIORITIES,
    Customer,
    Delivery,
    DeliveryAttempt,
    DeliveryState,
    EstateChannel,
    Message,
    MessageState,
    Outcome,
    Reason,
)
from shared import clock, outbox
from shared.db import insert_rows
from shared.ids import new_id

LEASE = timedelta(seconds=60)
LADDER = tuple(timedelta(seconds=seconds) for seconds in (30, 120, 600, 3600, 21_600))
LOST = "The sender ended before it could record what became of this try."
LONGEST_DETAIL = 500
LOOKED_AT = 4  # times as many as are wanted: others hold some of them, or they wait for an earlier one
ASIDE = {"synchronize_session": False}  # nothing of these rows is in the session

log = structlog.get_logger(__name__)


def claim_due(session: Session, limit: int) -> list[Claim]:
    """Takes what is due and no other sender holds, the most urgent first.

    Of what one person is told about one thing only one message is under way at a time, so that they come in order.
    """
    now = clock.now()
    claims: list[Claim] = []
    for priority in PRIORITIES:
        front = _front(priority, now, LOOKED_AT * limit)
        due = _with_own_message().where(Delivery.id.in_(front), Delivery.next_attempt_at <= now, ~_in_front(now))
        due = due.order_by(Delivery.next_attempt_at).limit(limit - len(claims))
        rows = session.scalars(due.with_for_update(skip_locked=True)).all()
        first = [row for row in rows if not row.attempts] + list(companions(session, rows, now))
        claims += gathered(_begin_first_tries(session, first))
        claims += filter(None, [_try_again(session, row) for row in rows if row.attempts])
        if len(claims) >= limit:
            break
    return _over_own_channels(session, claims)


def record_tries(session: Session, tries: Sequence[Tried]) -> None:
    """Writes down what became of the tries, and does what follows from it.

    When the lease had run out meanwhile, another sender has already taken over, and only the log keeps the outcome.
    """
    tries = list(each_try(tries))
    plain = [row for row in tries if row.outcome is Outcome.SENT and not row.detail]
    _record_sent(session, [row.claim for row in plain])
    for row in tries:
        if row.outcome is not Outcome.SENT or row.detail:
            _record_one(session, row)


def release(session: Session, claims: Sequence[Claim]) -> None:
    """These tries are not made now; somebody else may make them."""
    if not claims:
        return
    begun = (
        DeliveryAttempt.id.in_([claim.attempt_id for claim in each_claim(claims)]),
        DeliveryAttempt.ended_at.is_(None),
    )
    given_back = delete(DeliveryAttempt).where(*begun).returning(DeliveryAttempt.delivery_id)
    free = session.execute(given_back, execution_options=ASIDE).scalars().all()
    waiting = {
        "attempts": Delivery.attempts - 1,
        "state": DeliveryState.QUEUED,
        "next_attempt_at": clock.now(),
        "version": Delivery.version + 1,
    }
    session.execute(update(Delivery).where(Delivery.id.in_(free)).values(waiting), execution_options=ASIDE)


def with_message() -> Select[Delivery]:
    """Deliveries joined with their message (a lock takes both), and with its other deliveries."""
    return _with_own_message().options(contains_eager(Delivery.message).selectinload(Message.deliveries))


def _with_own_message() -> Select[Delivery]:
    return select(Delivery).join(Delivery.message).options(contains_eager(Delivery.message))


def _front(priority: int, now: datetime, many: int) -> Select[UUID]:
    """What has been due longest: of 100,000 that wait, only these are looked at."""
    due = select(Delivery.id).where(Delivery.priority == priority, Delivery.next_attempt_at <= now)
    return due.order_by(Delivery.next_attempt_at).limit(many)


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


def _over_own_channels(session: Session, claims: list[Claim]) -> list[Claim]:
    estates = {claim.facts["estate_id"] for claim in claims}
    found = select(EstateChannel).where(EstateChannel.estate_id.in_(estates))
    own = {(row.estate_id, row.channel): row.url for row in session.scalars(found)} if estates else {}
    return [replace(claim, url=own.get((claim.facts["estate_id"], claim.channel))) for claim in claims]


def _begin_first_tries(session: Session, rows: Sequence[Delivery]) -> list[Claim]:
    if not rows:
        return []
    now = clock.now()
    begun = {
        "attempts": 1,
        "state": DeliveryState.SENDING,
        "next_attempt_at": now + LEASE,
        "version": Delivery.version + 1,
    }
    mine = update(Delivery).where(Delivery.id.in_([row.id for row in rows]))
    session.execute(mine.values(begun), execution_options=ASIDE)
    tries = [_first_try(row, now) for row in rows]
    insert_rows(session, DeliveryAttempt, tries)
    return [_claim(row, begun["id"], 1, repeat=False) for row, begun in zip(rows, tries, strict=True)]


def _first_try(delivery: Delivery, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "estate_id": delivery.estate_id,
        "delivery_id": delivery.id,
        "number": 1,
        "repeat": False,
        "started_at": now,
        "detail": "",
    }


def _try_again(session: Session, delivery: Delivery) -> Claim | None:
    """None when the last try, which nobody recorded, was the last that is made."""
    number = DeliveryAttempt.number == delivery.attempts
    last = select(DeliveryAttempt).where(DeliveryAttempt.delivery_id == delivery.id, number)
    previous = session.scalars(last).one()
    if previous.ended_at is None:
        session.scalars(with_message().where(Delivery.id == delivery.id)).one()
        _conclude(session, delivery, previous, Outcome.UNKNOWN, LOST)
    if delivery.next_attempt_at is None:
        return None
    now = clock.now()
    delivery.attempts += 1
    delivery.state, delivery.next_attempt_at = DeliveryState.SENDING, now + LEASE
    begun = _first_try(delivery, now) | {
        "number": delivery.attempts,
        "repeat": previous.outcome is Outcome.UNKNOWN,
    }
    session.add(DeliveryAttempt(**begun))
    return _claim(delivery, begun["id"], delivery.attempts, repeat=begun["repeat"])


def _claim(delivery: Delivery, attempt_id: UUID, number: int, *, repeat: bool) -> Claim:
    message = delivery.message
    facts = {
        "message_id": message.id,
        "delivery_id": delivery.id,
        "estate_id": message.estate_id,
        "event": message.event,
        "about": message.subject,
        "reference": message.reference,
        "recipient_kind": message.recipient_kind,
        "recipient_id": message.recipient_id,
        "channel": delivery.channel,
        "urgent": message.urgent,
        "attempts": number,
    }
    told = delivery.channel, delivery.address, message.title, message.body, message.language
    held = number == 1 and delivery.reason in HELD
    return Claim(delivery.id, attempt_id, number, repeat, *told, held, facts)


def _record_sent(session: Session, claims: Sequence[Claim]) -> None:
    if not claims:
        return
    now = clock.now()
    open_tries = DeliveryAttempt.id.in_([claim.attempt_id for claim in claims]), DeliveryAttempt.ended_at.is_(None)
    ended = update(DeliveryAttempt).where(*open_tries).values(ended_at=now, outcome=Outcome.SENT)
    known = set(session.execute(ended.returning(DeliveryAttempt.id), execution_options=ASIDE).scalars())
    for claim in claims:
        if claim.attempt_id not in known:
            _too_late(Tried(claim, Outcome.SENT, ""))
    mine = {claim.delivery_id: claim for claim in claims if claim.attempt_id in known}
    settled = {
        "state": DeliveryState.SENT,
        "reason": None,
        "settled_at": now,
        "next_attempt_at": None,
        "version": Delivery.version + 1,
    }
    done = update(Delivery).where(Delivery.id.in_(mine)).values(settled).returning(Delivery.id, Delivery.version)
    versions = session.execute(done, execution_options=ASIDE).all()
    reached = update(Message).where(Message.id.in_([claim.facts["message_id"] for claim in mine.values()]))
    session.execute(reached.values(state=MessageState.SENT), execution_options=ASIDE)
    outbox.add_many(
        session,
        ((MessageSent(**mine[key].facts, at=now, repeat=mine[key].repeat), key, version) for key, version in versions),
    )


def _record_one(session: Session, tried: Tried) -> None:
    found = with_message().where(Delivery.id == tried.claim.delivery_id)
    delivery = session.scalars(found.with_for_update()).one()
    attempt = session.get_one(DeliveryAttempt, tried.claim.attempt_id)
    if attempt.ended_at is None:
        _conclude(session, delivery, attempt, tried.outcome, tried.detail)
    else:
        _too_late(tried)


def _too_late(tried: Tried) -> None:
    facts = {"outcome": tried.outcome, "detail": tried.detail}
    log.warning("delivery.recorded_too_late", delivery=str(tried.claim.delivery_id), **facts)


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
        ways, ready = ways_of(session, delivery.estate_id, None), clock.now() + pause
        begin, reason = ways.begin(ready, urgent=delivery.message.urgent)
        delivery.state, delivery.next_attempt_at, delivery.reason = DeliveryState.QUEUED, begin, reason


def _fail(session: Session, delivery: Delivery, reason: Reason, detail: str) -> None:
    """Ends the delivery; the message goes on over the next channel."""
    delivery.reason = reason
    settle(delivery, DeliveryState.FAILED)
    customer = session.get(Customer, delivery.message.recipient_id)
    queued = send_onward(session, delivery.message, customer)
    report_failed(session, delivery, detail=detail, next_channel=queued.channel if queued else None)
