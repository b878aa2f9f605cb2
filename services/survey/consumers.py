"""Routing key → function: what the survey service does with the events it reads."""

from sqlalchemy.orm import Session

from services.survey import contracts, handlers
from services.survey.models import FollowUpState
from shared import copies
from shared.events import Envelope
from shared.service import Subscriptions

COPIED = copies.subscriptions(handlers.COPIES)


def estate_changed(session: Session, event: contracts.EstateChanged, envelope: Envelope) -> None:
    COPIED[contracts.EstateChanged](session, event, envelope)
    handlers.watch_half_years(session)


def customer_erased(session: Session, event: contracts.CustomerErased, _envelope: Envelope) -> None:
    handlers.erase_household(session, event)


def follow_up_opened(session: Session, event: contracts.FollowUpOpened, _envelope: Envelope) -> None:
    handlers.note_ticket(session, event)


def ticket_resolved(session: Session, event: contracts.TicketResolved, _envelope: Envelope) -> None:
    handlers.note_step(session, event, FollowUpState.RESOLVED, event.resolution)


def ticket_declined(session: Session, event: contracts.TicketDeclined, _envelope: Envelope) -> None:
    handlers.note_step(session, event, FollowUpState.DECLINED, event.reason)


def ticket_answered(session: Session, event: contracts.TicketAnswered, _envelope: Envelope) -> None:
    handlers.note_step(session, event, FollowUpState.ANSWERED, event.answer)


def ticket_closed(session: Session, event: contracts.TicketClosed, _envelope: Envelope) -> None:
    handlers.note_step(session, event, FollowUpState.CLOSED)


def ticket_reopened(session: Session, event: contracts.TicketReopened, _envelope: Envelope) -> None:
    handlers.note_step(session, event, FollowUpState.OPENED)


SUBSCRIPTIONS: Subscriptions = {
    **COPIED,
    contracts.EstateChanged: estate_changed,
    contracts.CustomerErased: customer_erased,
    contracts.FollowUpOpened: follow_up_opened,
    contracts.TicketResolved: ticket_resolved,
    contracts.TicketDeclined: ticket_declined,
    contracts.TicketAnswered: ticket_answered,
    contracts.TicketClosed: ticket_closed,
    contracts.TicketReopened: ticket_reopened,
}
