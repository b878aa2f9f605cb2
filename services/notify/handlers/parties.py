"""Telling staff what they owe outside parties, and that it is settled (B4.1)."""

from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.handlers.tell import tell_those_named
from services.notify.handlers.wording import event_change, party_task, talk_due
from services.notify.models import Message


def tell_party_task(session: Session, event: contracts.PartyTaskReminded, *, event_id: UUID) -> list[Message]:
    """Raises ``NotKnownYet``."""
    link = f"/visits/parties/tasks/{event.task_id}"
    say = partial(party_task, event)
    return tell_those_named(session, event, say, event_id=event_id, subject=event.task_id, link=link)


def tell_talk_due(session: Session, event: contracts.ContractorTalkDue, *, event_id: UUID) -> list[Message]:
    """Raises ``NotKnownYet``."""
    link = f"/visits/parties/{event.party_id}/talks/new"
    say = partial(talk_due, event)
    return tell_those_named(session, event, say, event_id=event_id, subject=event.party_id, link=link)


def tell_event_change(
    session: Session, event: contracts.EventChangeRequested | contracts.EventChangeOverdue, *, event_id: UUID
) -> list[Message]:
    """Raises ``NotKnownYet``."""
    link = f"/visits/parties/events/{event.promotion_id}"
    say = partial(event_change, event)
    return tell_those_named(session, event, say, event_id=event_id, subject=event.change_id, link=link)
