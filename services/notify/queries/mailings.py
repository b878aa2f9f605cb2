"""How many households have been told of a notice, in a fixed number of queries."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, distinct, func, select
from sqlalchemy.orm import Session

from services.notify.models import Delivery, Mailing, Message, MessageState, Reason, RecipientKind


@dataclass(frozen=True, slots=True)
class MailingCount:
    """``states`` counts the messages by how they stand, ``reasons`` says why those that were not sent were not."""

    mailing: Mailing
    states: Mapping[MessageState, int]
    reasons: Mapping[Reason, int]

    @property
    def under_way(self) -> bool:
        return self.mailing.finished_at is None or bool(self.states.get(MessageState.QUEUED))


def mailing_counts(session: Session, notice_id: UUID) -> list[MailingCount]:
    """Oldest first: the notice itself, then its withdrawal or all-clear."""
    found = select(Mailing).where(Mailing.notice_id == notice_id).order_by(Mailing.id)
    mailings = session.scalars(found).all()
    if not mailings:
        return []
    states, reasons = _states(session, mailings), _reasons(session, mailings)
    return [MailingCount(row, states.get(row.event_id, {}), reasons.get(row.event_id, {})) for row in mailings]


def _states(session: Session, mailings: Sequence[Mailing]) -> dict[UUID, Counter[MessageState]]:
    counted = select(Message.event_id, Message.state, func.count()).where(_of(mailings))
    found: dict[UUID, Counter[MessageState]] = {row.event_id: Counter() for row in mailings}
    for event_id, state, count in session.execute(counted.group_by(Message.event_id, Message.state)):
        found[event_id][state] = count
    return found


def _reasons(session: Session, mailings: Sequence[Mailing]) -> dict[UUID, Counter[Reason]]:
    unsent = _of(mailings), Message.state == MessageState.SUPPRESSED, Delivery.reason.is_not(None)
    counted = select(Message.event_id, Delivery.reason, func.count(distinct(Message.id))).join(Delivery.message)
    found: dict[UUID, Counter[Reason]] = {row.event_id: Counter() for row in mailings}
    for event_id, reason, count in session.execute(counted.where(*unsent).group_by(Message.event_id, Delivery.reason)):
        if reason:
            found[event_id][reason] = count
    return found


def _of(mailings: Sequence[Mailing]) -> ColumnElement[bool]:
    """Their messages to households; staff may be told of the same event in their inbox."""
    events = [row.event_id for row in mailings]
    return Message.event_id.in_(events) & (Message.recipient_kind == RecipientKind.CUSTOMER)
