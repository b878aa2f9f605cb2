"""Erasing a household: that it was told something stays in the ledger, what and where does not."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.models import (
    Customer,
    Delivery,
    DeliveryAttempt,
    DeliveryState,
    Message,
    MessageState,
    Outcome,
    Reason,
)
from shared import audit, clock, copies, erasure
from shared.erasure import blank, rewrite, table_of
from shared.redaction import Redaction

MESSAGES, DELIVERIES, TRIES = table_of(Message), table_of(Delivery), table_of(DeliveryAttempt)
# What these tell in words may be about anybody of the estate.
SAID_OF_OTHERS = (
    contracts.MeetingActionSet.key,
    contracts.MeetingActionOverdue.key,
    contracts.FeedbackGiven.key,
    contracts.MeasureGiven.key,
    contracts.MeasureOverdue.key,
    contracts.PartyTaskReminded.key,
    contracts.EventChangeRequested.key,
    contracts.EventChangeOverdue.key,
)
UNDER_WAY = (DeliveryState.QUEUED, DeliveryState.SENDING)


def erase_household(session: Session, event: contracts.CustomerErased) -> None:
    """Done twice, it changes nothing more."""
    redaction = Redaction(texts=_known(session, event.customer_id))
    mine = Message.recipient_id == event.customer_id
    deliveries = session.scalars(select(Delivery.id).join(Delivery.message).where(mine)).all()
    _stop(session, mine, deliveries)
    _erase_messages(session, event, redaction)
    _erase_deliveries(session, deliveries, redaction)
    erasure.rewrite_machinery(session, redaction)
    erasure.give_up_events(session, [event.customer_id, *event.member_ids, *event.ticket_ids])
    copies.end(session, contracts.CustomerChanged, Customer, event.customer_id)
    erasure.record(session, event.customer_id, event.estate_id)


def _known(session: Session, customer_id: UUID) -> set[str]:
    """Its name and addresses, those of earlier messages too."""
    customer = session.get(Customer, customer_id)
    known = {customer.name, customer.phone, customer.email or ""} if customer else set()
    mine = Message.recipient_id == customer_id
    known |= set(session.scalars(select(Message.recipient_name).where(mine).distinct()))
    known |= set(session.scalars(select(Delivery.address).join(Delivery.message).where(mine).distinct()))
    return known


def _stop(session: Session, mine: ColumnElement[bool], deliveries: Sequence[UUID]) -> None:
    """Nothing more is sent; a try that is under way ends without anybody waiting for it."""
    now = clock.now()
    stopped = {"state": DeliveryState.SUPPRESSED, "reason": Reason.MOVED_OUT, "settled_at": now}
    waiting = update(Delivery).where(Delivery.id.in_(deliveries), Delivery.state.in_(UNDER_WAY))
    session.execute(waiting.values(**stopped, next_attempt_at=None, version=Delivery.version + 1))
    tries = update(DeliveryAttempt).where(DeliveryAttempt.delivery_id.in_(deliveries))
    session.execute(tries.where(DeliveryAttempt.ended_at.is_(None)).values(ended_at=now, outcome=Outcome.UNKNOWN))
    queued = update(Message).where(mine, Message.state == MessageState.QUEUED)
    session.execute(queued.values(state=MessageState.SUPPRESSED))


def _erase_messages(session: Session, event: contracts.CustomerErased, redaction: Redaction) -> None:
    """What others were told about its requests is in their words too: it goes, what stays are place and number."""
    mine = MESSAGES.c.recipient_id == event.customer_id
    about_its_own = MESSAGES.c.subject.in_(map(str, event.ticket_ids))
    blank(session, MESSAGES, mine, "recipient_name", "title", "body", link="")
    blank(session, MESSAGES, about_its_own, "title", "body")
    rewrite(session, MESSAGES, MESSAGES.c.subject.in_(map(str, event.told_ids)), redaction)
    of_others = MESSAGES.c.event.in_(SAID_OF_OTHERS)
    rewrite(session, MESSAGES, of_others & (MESSAGES.c.estate_id == event.estate_id), redaction)


def _erase_deliveries(session: Session, deliveries: Sequence[UUID], redaction: Redaction) -> None:
    blank(session, DELIVERIES, DELIVERIES.c.id.in_(deliveries), "address")
    blank(session, TRIES, TRIES.c.delivery_id.in_(deliveries), "detail")
    audit.erase(session, deliveries, redaction, ("address",))
    erasure.forget_answers(session, deliveries)
