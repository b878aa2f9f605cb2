"""重大问题: a problem that the project lead sees in person before it is closed (A2.10)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing import contracts
from services.ticketing.handlers.escalation import whom_to_tell
from services.ticketing.handlers.loading import ticket_of
from services.ticketing.handlers.ticket_events import facts
from services.ticketing.models import Step, Ticket
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, DomainError


class AlreadyMajor(DomainError):
    message = N_("The ticket is a major problem already.")


class NotMajor(DomainError):
    message = N_("The ticket is no major problem.")


def flag_major(session: Session, *, ticket_id: UUID, reason: str) -> Ticket:
    """Calls the project lead in. Raises ``IllegalStep``, ``AlreadyMajor``."""
    ticket = ticket_of(session, ticket_id)
    ticket.take(Step.FLAG_MAJOR)
    if ticket.major_since is not None:
        raise AlreadyMajor
    ticket.major_since, ticket.major_reason = clock.now(), reason
    with session.no_autoflush:  # the ticket's changes are flushed only once they are recorded
        role, staff_ids = whom_to_tell(session, ticket.estate_id, "project_lead", ticket.assignee)
    audit.record(session, "ticket.flag_major", ticket)
    event = contracts.MajorProblemFlagged(
        **facts(session, ticket), by=actor_of(session).name, reason=reason, role=role, staff_ids=staff_ids
    )
    outbox.add(session, event, ticket)
    return ticket


def withdraw_major(session: Session, *, ticket_id: UUID, reason: str) -> Ticket:
    """It was none after all. Raises ``IllegalStep``, ``NotMajor``."""
    ticket = ticket_of(session, ticket_id)
    ticket.take(Step.WITHDRAW_MAJOR)
    if ticket.major_since is None:
        raise NotMajor
    ticket.major_since = ticket.major_reason = None
    audit.record(session, "ticket.withdraw_major", ticket, note=reason)
    event = contracts.MajorProblemWithdrawn(**facts(session, ticket), by=actor_of(session).name, reason=reason)
    outbox.add(session, event, ticket)
    return ticket


def note_lead_visit(session: Session, *, ticket_id: UUID, visited_at: datetime, by: str, words: str) -> Ticket:
    """The project lead has been there, which lets the ticket be closed. A later visit replaces an earlier one."""
    ticket = ticket_of(session, ticket_id)
    ticket.lead_visit_at, ticket.lead_visit_by, ticket.lead_visit_words = visited_at, by, words
    audit.record(session, "ticket.lead_visit", ticket)
    return ticket
