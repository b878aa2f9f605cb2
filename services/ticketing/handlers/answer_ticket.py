"""The steps that bring the solution back to the resident: answer, close, reopen (C1.4.3)."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing import contracts
from services.ticketing.handlers.clocks import meet, start_clocks
from services.ticketing.handlers.loading import ticket_of
from services.ticketing.handlers.ticket_events import facts
from services.ticketing.models import AnswerChannel, ClockKind, Step, Ticket
from shared import audit, clock, outbox
from shared.db import actor_of


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
    """Ends the ticket, once the resident has been answered. Raises ``IllegalStep``."""
    ticket = ticket_of(session, ticket_id)
    ticket.take(Step.CLOSE)
    ticket.closed_at = clock.now()
    audit.record(session, "ticket.close", ticket)
    outbox.add(session, contracts.TicketClosed(**facts(session, ticket), by=actor_of(session).name), ticket)
    return ticket


def reopen(session: Session, *, ticket_id: UUID, reason: str) -> Ticket:
    """The solution did not hold: work starts again with new clocks, for the same person. Raises ``IllegalStep``.

    What was done and answered before stays in the audit trail. The time once agreed has passed with it.
    """
    ticket = ticket_of(session, ticket_id)
    ticket.take(Step.REOPEN)
    ticket.reopened += 1
    ticket.arrived_at = ticket.resolved_at = ticket.answered_at = ticket.closed_at = ticket.agreed_at = None
    ticket.resolution = ticket.answer = ticket.answer_channel = None
    start_clocks(session, ticket, clock.now())
    audit.record(session, "ticket.reopen", ticket, note=reason)
    event = contracts.TicketReopened(**facts(session, ticket), by=actor_of(session).name, reason=reason)
    outbox.add(session, event, ticket)
    return ticket
