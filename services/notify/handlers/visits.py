"""Households are told of visits, and officers of what households answer (A2.7, C1.4.5)."""

from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.handlers import wording
from services.notify.handlers.dispatch import deliver_to_inbox
from services.notify.handlers.tell import household, known, queued, send_to_household, tell_those_named, voice_of
from services.notify.models import Message, RecipientKind, Staff


def tell_of_visit(session: Session, event: contracts.VisitTold, *, event_id: UUID) -> Message | None:
    """One that was erased is told nothing. Raises ``NotKnownYet``."""
    customer = household(session, event.customer_id)
    if customer is None:
        return None
    return send_to_household(
        session,
        event,
        customer,
        partial(wording.of_visit, event),
        event_id=event_id,
        link=event.slot_url,
        subject=event.visit_id,
        reference=event.unit_path,
    )


def tell_of_slot(session: Session, event: contracts.SlotAnswered, *, event_id: UUID) -> None:
    """Into the officer's inbox. Raises ``NotKnownYet``."""
    officer: Staff = known(session, Staff, event.staff_id)
    words = wording.of_slot(event, voice_of(session, event, officer.language))
    message = queued(
        event,
        event_id,
        RecipientKind.STAFF,
        officer,
        words,
        link=f"/visits/visit/{event.visit_id}",
        subject=event.visit_id,
        reference=event.unit_path,
    )
    session.add(message)
    deliver_to_inbox(session, message)


def tell_of_promise(session: Session, event: contracts.PromiseReminded, *, event_id: UUID) -> list[Message]:
    """Raises ``NotKnownYet``."""
    link = f"/visits/visit/{event.visit_id}"
    say = partial(wording.of_promise, event)
    return tell_those_named(session, event, say, event_id=event_id, subject=event.record_id, link=link)
