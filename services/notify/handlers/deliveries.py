"""Tries of deliveries: claimed before, recorded after; in between the messages are sent outside of any transaction.

A claim is a lease. When it runs out the sender is taken for dead: its try ends as ``unknown``, and the next one is
marked as a repeat, since the message may have gone out already. Several are claimed and recorded together; those of a
batch that went well take a few statements however many they are, the others one by one.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session, contains_eager

from services.notify.contracts import MessageSent
from services.notify.handlers.claims import Claim, Tried, each_claim, each_try
from services.notify.handlers.digests import HELD, companions, gathered
from services.notify.handlers.dispatch import send_onward, settle
from services.notify.handlers.due import DueRow, by_index, due_at
from services.notify.handlers.estate_channels import Urls, own_urls, ways_of
from services.notify.handlers.outcome_events import report_failed, report_sent
from services.notify.models import (
    PRIORITIES,
    Customer,
    Delivery,
    DeliveryAttempt,
    DeliveryState,
    Message,
    MessageState,
    Outcome,
    Reason,
)
from shared import clock, outbox
from shared.bulk import among, insert_rows
from shared.ids import new_id

LEASE = timedelta(seconds=60)
LADDER = tuple(timedelta(seconds=seconds) for seconds in (30, 120, 600, 3600, 21_600))
LOST = "The sender ended before it could record what became of this try."
LONGEST_DETAIL = 500
ASIDE = {"synchronize_session": False}  # nothing of these rows is in the session

log = structlog.get_logger(__name__)


def claim_due(session: Session, limit: int) -> list[Claim]:
    """Takes what is due and no other sender holds, the most urgent first.

    Of what one person is told about one thing only one message is under way at a time, so that they come in order.
    """
    by_index(session)
    now = clock.now()
    claims: list[Claim] = []
    for priority in PRIORITIES:
        rows = due_at(session, now, priority, limit - len(claims))
        claims += _begin(session, rows, now)
        if len(claims) >= limit:
            break
    return claims


def record_tries(session: Session, tries: Sequence[Tried]) -> None:
    """Writes down what became of the tries, and does what follows from it.

    When the lease had run out meanwhile, another sender has already taken over, and only the log keeps the outcome.
    """
    by_index(session)
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
    whole = contains_eager(Delivery.message).selectinload(Message.deliveries)
    return select(Delivery).join(Delivery.message).options(whole)


def _begin(session: Session, rows: Sequence[DueRow], now: datetime) -> list[Claim]:
    if not rows:
        return []
    first = [row for row in rows if not row.attempts]
    first += companions(session, first, now)
    urls = own_urls(session, {row.estate_id for row in rows})
    again = [_try_again(session, row, urls) for row in rows if row.attempts]
    return [*gathered(_begin_first_tries(session, first, urls)), *filter(None, again)]


def _begin_first_tries(session: Session, rows: Sequence[DueRow], urls: Urls) -> list[Claim]:
    if not rows:
        return []
    now = clock.now()
    begun = {
        "attempts": 1,
        "state": DeliveryState.SENDING,
        "next_attempt_at": now + LEASE,
        "version": Delivery.version + 1,
    }
    mine = update(Delivery).where(among(session, Delivery.id, [row.delivery_id for row in rows]))
    session.execute(mine.values(begun), execution_options=ASIDE)
    tries = [_first_try(row, now) for row in rows]
    insert_rows(session, DeliveryAttempt, tries)
    return [_claim(row, begun["id"], 1, urls, repeat=False) for row, begun in zip(rows, tries, strict=True)]


def _first_try(row: DueRow, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "estate_id": row.estate_id,
        "delivery_id": row.delivery_id,
        "number": 1,
        "repeat": False,
        "started_at": now,
        "detail": "",
    }


def _try_again(session: Session, row: DueRow, urls: Urls) -> Claim | None:
    """None when the last try, which nobody recorded, was the last that is made."""
    mine = with_message().where(Delivery.id == row.delivery_id)
    delivery = session.scalars(mine.with_for_update(skip_locked=True)).first()
    if delivery is None:  # somebody is about to change its message
        return None
    number = DeliveryAttempt.number == delivery.attempts
    last = select(DeliveryAttempt).where(DeliveryAttempt.delivery_id == delivery.id, number)
    previous = session.scalars(last).one()
    if previous.ended_at is None:
        _conclude(session, delivery, previous, Outcome.UNKNOWN, LOST)
    if delivery.next_attempt_at is None:
        return None
    now = clock.now()
    delivery.attempts += 1
    delivery.state, delivery.next_attempt_at = DeliveryState.SENDING, now + LEASE
    begun = _first_try(row, now) | {
        "number": delivery.attempts,
        "repeat": previous.outcome is Outcome.UNKNOWN,
    }
    session.add(DeliveryAttempt(**begun))
    return _claim(row, begun["id"], delivery.attempts, urls, repeat=begun["repeat"])


def _claim(row: DueRow, attempt_id: UUID, number: int, urls: Urls, *, repeat: bool) -> Claim:
    facts = {
        "message_id": row.message_id,
        "delivery_id": row.delivery_id,
        "estate_id": row.estate_id,
        "event": row.event,
        "about": row.subject,
        "reference": row.reference,
        "recipient_kind": row.recipient_kind,
        "recipient_id": row.recipient_id,
        "channel": row.channel,
        "urgent": row.urgent,
        "attempts": number,
    }
    told = row.channel, row.address, row.title, row.body, row.language
    held = number == 1 and row.reason in HELD
    url = urls.get((row.estate_id, row.channel))
    return Claim(row.delivery_id, attempt_id, number, repeat, *told, held, facts, url)


def _record_sent(session: Session, claims: Sequence[Claim]) -> None:
    if not claims:
        return
    now = clock.now()
    tries = among(session, DeliveryAttempt.id, [claim.attempt_id for claim in claims])
    ended = update(DeliveryAttempt).where(tries, DeliveryAttempt.ended_at.is_(None))
    ended = ended.values(ended_at=now, outcome=Outcome.SENT)
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
    done = update(Delivery).where(among(session, Delivery.id, mine)).values(settled)
    versions = session.execute(done.returning(Delivery.id, Delivery.version), execution_options=ASIDE).all()
    told = among(session, Message.id, [claim.facts["message_id"] for claim in mine.values()])
    session.execute(update(Message).where(told).values(state=MessageState.SENT), execution_options=ASIDE)
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
