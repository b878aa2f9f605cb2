"""Routing key → function: what the survey service does with the events it reads."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from services.survey import contracts, handlers
from services.survey.models import FollowUpState
from shared import copies
from shared.events import Envelope
from shared.service import EventFunction, Subscriptions

COPIED = copies.subscriptions(handlers.COPIES)


def estate_changed(session: Session, event: contracts.EstateChanged, envelope: Envelope) -> None:
    COPIED[contracts.EstateChanged](session, event, envelope)
    handlers.watch_half_years(session)


def customer_erased(session: Session, event: contracts.CustomerErased, _envelope: Envelope) -> None:
    handlers.erase_household(session, event)


def follow_up_opened(session: Session, event: contracts.FollowUpOpened, _envelope: Envelope) -> None:
    handlers.note_ticket(session, event)


def ticket_opened(session: Session, event: contracts.TicketOpened, envelope: Envelope) -> None:
    handlers.open_issue(session, event, envelope.subjectversion)


def ticket_acknowledged(session: Session, event: contracts.TicketAcknowledged, envelope: Envelope) -> None:
    handlers.move_issue(session, event, envelope.subjectversion, acknowledged_at=event.at)


def ticket_classified(session: Session, event: contracts.TicketClassified, envelope: Envelope) -> None:
    handlers.move_issue(session, event, envelope.subjectversion, category=event.category)


def tier_changed(session: Session, event: contracts.TicketTierChanged, envelope: Envelope) -> None:
    handlers.move_issue(session, event, envelope.subjectversion)


def ticket_resolved(session: Session, event: contracts.TicketResolved, envelope: Envelope) -> None:
    handlers.decide_issue(session, event, envelope.subjectversion, "resolved_at", event.resolution)
    handlers.note_step(session, event, FollowUpState.RESOLVED, event.resolution)


def ticket_declined(session: Session, event: contracts.TicketDeclined, envelope: Envelope) -> None:
    handlers.decide_issue(session, event, envelope.subjectversion, "declined_at", event.reason)
    handlers.note_step(session, event, FollowUpState.DECLINED, event.reason)


def ticket_answered(session: Session, event: contracts.TicketAnswered, envelope: Envelope) -> None:
    handlers.decide_issue(session, event, envelope.subjectversion, "answered_at", event.answer)
    handlers.note_step(session, event, FollowUpState.ANSWERED, event.answer)


def ticket_closed(session: Session, event: contracts.TicketClosed, envelope: Envelope) -> None:
    handlers.move_issue(session, event, envelope.subjectversion, closed_at=event.at)
    handlers.note_step(session, event, FollowUpState.CLOSED)


def ticket_reopened(session: Session, event: contracts.TicketReopened, envelope: Envelope) -> None:
    handlers.reopen_issue(session, event, envelope.subjectversion)
    handlers.note_step(session, event, FollowUpState.OPENED)


def ticket_merged(session: Session, event: contracts.TicketMerged, envelope: Envelope) -> None:
    handlers.move_issue(session, event, envelope.subjectversion, merged=True)


def ticket_rated(session: Session, event: contracts.TicketRated, envelope: Envelope) -> None:
    handlers.move_issue(session, event, envelope.subjectversion, score=event.score)


def major_flagged(session: Session, event: contracts.MajorProblemFlagged, envelope: Envelope) -> None:
    handlers.move_issue(session, event, envelope.subjectversion, major=True)


def major_withdrawn(session: Session, event: contracts.MajorProblemWithdrawn, envelope: Envelope) -> None:
    handlers.move_issue(session, event, envelope.subjectversion, major=False)


def noted(handler: Callable[[Session, Any], None]) -> EventFunction:
    """For facts that are told once and whole."""

    def note(session: Session, event: Any, _envelope: Envelope) -> None:
        handler(session, event)

    return note


SUBSCRIPTIONS: Subscriptions = {
    **COPIED,
    contracts.EstateChanged: estate_changed,
    contracts.CustomerErased: customer_erased,
    contracts.FollowUpOpened: follow_up_opened,
    contracts.TicketOpened: ticket_opened,
    contracts.TicketAcknowledged: ticket_acknowledged,
    contracts.TicketClassified: ticket_classified,
    contracts.TicketTierChanged: tier_changed,
    contracts.TicketResolved: ticket_resolved,
    contracts.TicketDeclined: ticket_declined,
    contracts.TicketAnswered: ticket_answered,
    contracts.TicketClosed: ticket_closed,
    contracts.TicketReopened: ticket_reopened,
    contracts.TicketMerged: ticket_merged,
    contracts.TicketRated: ticket_rated,
    contracts.MajorProblemFlagged: major_flagged,
    contracts.MajorProblemWithdrawn: major_withdrawn,
    contracts.ClockBreached: noted(handlers.note_late),
    contracts.VisitRecorded: noted(handlers.note_visit),
    contracts.MailboxEmptied: noted(handlers.note_emptying),
    contracts.MeetingHeld: noted(handlers.note_meeting),
    contracts.SymposiumChanged: noted(handlers.note_symposium),
    contracts.NoticePublished: noted(handlers.note_outage),
    contracts.OutageAnnounced: noted(handlers.note_announced),
    contracts.NoticeReplaced: noted(handlers.note_replaced),
    contracts.NoticeWithdrawn: noted(handlers.note_withdrawn),
}
