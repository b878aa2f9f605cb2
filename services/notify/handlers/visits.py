"""Households are told of visits, and officers of what households answer (A2.7, C1.4.5)."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import config, contracts
from services.notify.handlers import wording
from services.notify.handlers.dispatch import deliver_to_inbox, send_onward
from services.notify.handlers.message_templates import frame_for
from services.notify.handlers.tell import household, known, queued
from services.notify.handlers.wording import Voice
from services.notify.models import Estate, Message, RecipientKind, Staff


def tell_of_visit(session: Session, event: contracts.VisitTold, *, event_id: UUID) -> Message | None:
    """One that was erased is told nothing. Raises ``NotKnownYet``."""
    customer = household(session, event.customer_id)
    if customer is None:
        return None
    voice = _voice(session, event, customer.language)
    told, frame = wording.of_visit(event, voice), frame_for(session, event.key, voice)
    words = frame.around(told, voice, name=customer.name, link=event.slot_url, number="")
    message = queued(
        event,
        event_id,
        RecipientKind.CUSTOMER,
        customer,
        words,
        link=event.slot_url,
        subject=event.visit_id,
        reference=event.unit_path,
    )
    session.add(message)
    send_onward(session, message, customer)
    return message


def tell_of_slot(session: Session, event: contracts.SlotAnswered, *, event_id: UUID) -> None:
    """Into the officer's inbox. Raises ``NotKnownYet``."""
    officer: Staff = known(session, Staff, event.staff_id)
    words = wording.of_slot(event, _voice(session, event, officer.language))
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


def _voice(session: Session, event: contracts.VisitTold | contracts.SlotAnswered, language: str) -> Voice:
    zone = config.settings_of(session).site_zone
    return Voice(language, zone, event.at, known(session, Estate, event.estate_id).name)
