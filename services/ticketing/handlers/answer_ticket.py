"""The steps that bring the outcome back to the resident: decline, answer, close, reopen (C1.4.3)."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing import config, contracts
from services.ticketing.handlers.absences import here
from services.ticketing.handlers.clocks import meet, start_clocks
from services.ticketing.handlers.loading import ticket_of
from services.ticketing.handlers.pauses import drop_pause
from services.ticketing.handlers.ratings import ask_for_rating
from services.ticketing.handlers.ticket_events import facts
from services.ticketing.models import AnswerChannel, ClockKind, Step, Ticket
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, DomainError


class LeadAwaited(DomainError):
    message = N_("A major problem is closed only after the project lead has visited in person and recorded it.")


class TooLateToReopen(DomainError):
    message = N_("It was closed more than %(days)s days ago. File a new request that follows this one.")


def decline(session: Session, *, ticket_id: UUID, reason: str) -> Ticket:
    """It will not be done, for a ``reason`` that the resident reads; an answer is owed all the same (有解必答).

    What was promised about handling it ends here, what was promised about the answer goes on. Raises ``IllegalStep``.
    """
    ticket = ticket_of(session, ticket_id)
    ticket.take(Step.DECLINE)
    ticket.declined_at, ticket.decline_reason = clock.now(), reason
    ticket.referred_to_id = None
    drop_pause(session, ticket, ticket.declined_at)
    meet(ticket, ticket.declined_at, ClockKind.ACKNOWLEDGE, ClockKind.RESPOND, ClockKind.RESOLVE)
    audit.record(session, "ticket.decline", ticket)
    event = contracts.TicketDeclined(**facts(session, ticket), by=actor_of(session).name, reason=reason)
    outbox.add(session, event, ticket)
    return ticket


def answer(session: Session, *, ticket_id: UUID, answer: str, channel: AnswerChannel) -> Ticket:
    """有解必答: the words given to the resident, and how. Raises ``IllegalStep``."""
    ticket = ticket_of(session, ticket_id)
    ticket.take(Step.ANSWER)
    ticket.answered_at = clock.now()
    ticket.answer, ticket.answer_channel = answer, channel
    meet(ticket, ticket.answered_at, ClockKind.ANSWER)
    audit.record(session, "ticket.answer", ticket)
    event = contracts.TicketAnswered(
        **facts(session, ticket), by=actor_of(session).name, answer=answer, channel=channel
    )
    outbox.add(session, event, ticket)
    return ticket


def close(session: Session, *, ticket_id: UUID) -> Ticket:
    """Ends the ticket, once the resident has been answered. Raises ``IllegalStep``, ``LeadAwaited`` (A2.10)."""
    ticket = ticket_of(session, ticket_id)
    check_close(session, ticket)
    ticket.take(Step.CLOSE)
    ticket.closed_at = clock.now()
    rating_url = ask_for_rating(session, ticket)
    audit.record(session, "ticket.close", ticket)
    event = contracts.TicketClosed(**facts(session, ticket), by=actor_of(session).name, rating_url=rating_url)
    outbox.add(session, event, ticket)
    return ticket


def check_answer(_session: Session, ticket: Ticket) -> None:
    """Raises what ``answer`` would raise."""
    ticket.after(Step.ANSWER)


def check_close(_session: Session, ticket: Ticket) -> None:
    """Raises what ``close`` would raise."""
    if ticket.awaits_lead:
        raise LeadAwaited
    ticket.after(Step.CLOSE)


def reopen(session: Session, *, ticket_id: UUID, reason: str) -> Ticket:
    """The solution did not hold: work starts again with new clocks, for the same person if that one is here.

    Raises ``IllegalStep``, and ``TooLateToReopen`` when it was closed longer ago than the setting ``REOPEN_DAYS``.

    What was done and answered before stays in the audit trail. The time once agreed has passed with it.
    """
    ticket = ticket_of(session, ticket_id)
    if not may_reopen(session, ticket):
        raise TooLateToReopen(days=config.settings_of(session).reopen_days)
    ticket.take(Step.REOPEN)
    ticket.reopened += 1
    ticket.acknowledged_at = ticket.acknowledged_at or clock.now()  # it may have been declined at once
    ticket.arrived_at = ticket.resolved_at = ticket.declined_at = ticket.answered_at = ticket.closed_at = None
    ticket.agreed_at = ticket.resolution = ticket.decline_reason = ticket.answer = ticket.answer_channel = None
    if not here(session, ticket.assignee):
        ticket.assignee = ticket.assignee_id = None  # the team has it again
    start_clocks(session, ticket, clock.now())
    audit.record(session, "ticket.reopen", ticket, note=reason)
    event = contracts.TicketReopened(**facts(session, ticket), by=actor_of(session).name, reason=reason)
    outbox.add(session, event, ticket)
    return ticket


def may_reopen(session: Session, ticket: Ticket) -> bool:
    """Whether a closed ticket was closed within ``REOPEN_DAYS``; one that is not closed yet is not too late."""
    window = timedelta(days=config.settings_of(session).reopen_days)
    return ticket.closed_at is None or clock.now() - ticket.closed_at <= window
