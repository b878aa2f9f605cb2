"""A ticket waits for the resident, for parts, for access: its clocks stand still meanwhile."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing import contracts
from services.ticketing.handlers.clocks import renew_clocks, stop_clocks
from services.ticketing.handlers.loading import check_works_on, ticket_of
from services.ticketing.handlers.ticket_events import facts
from services.ticketing.models import Pause, PauseReason, Step, Ticket
from shared import audit, clock, outbox, timers
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid

PAUSE_OVER = "pause.over"


class AlreadyWaiting(DomainError):
    message = N_("The ticket is already waiting.")


class NotWaiting(DomainError):
    message = N_("The ticket is not waiting for anything.")


def pause(
    session: Session, *, ticket_id: UUID, reason: PauseReason, note: str = "", until: datetime | None = None
) -> Ticket:
    """Stops the clocks that may stand still; ``until`` ends the pause by itself.

    Raises ``IllegalStep``, ``AlreadyWaiting``, ``NotYourTicket``, ``Invalid``.
    """
    ticket, now = ticket_of(session, ticket_id), clock.now()
    check_works_on(session, ticket)
    ticket.take(Step.PAUSE)
    if ticket.waiting_for is not None:
        raise AlreadyWaiting
    if until is not None and until <= now:
        raise Invalid({"until": [N_("This time has already passed.")]})
    begun = _begun(session, ticket, reason, note, now, until)
    ticket.pauses.append(begun)
    ticket.waiting_for = reason
    stop_clocks(ticket)
    if until is not None:
        timers.schedule(session, PAUSE_OVER, ticket.id, until, pause_id=str(begun.id))
    audit.record(session, "ticket.pause", ticket, note=note)
    event = contracts.TicketPaused(
        **facts(session, ticket), by=actor_of(session).name, reason=reason, note=note, until=until
    )
    outbox.add(session, event, ticket)
    return ticket


def resume(session: Session, *, ticket_id: UUID) -> Ticket:
    """The clocks go on with the time that was left. Raises ``IllegalStep``, ``NotWaiting``, ``NotYourTicket``."""
    ticket = ticket_of(session, ticket_id)
    check_works_on(session, ticket)
    ticket.take(Step.RESUME)
    if ticket.waiting_for is None:
        raise NotWaiting
    _go_on(session, ticket)
    return ticket


def end_pause(session: Session, *, ticket_id: UUID, pause_id: UUID) -> Ticket | None:
    """Ends the pause whose time is over. None when it has ended before."""
    ticket = ticket_of(session, ticket_id)
    if not any(row.id == pause_id and row.ended_at is None for row in ticket.pauses):
        return None
    _go_on(session, ticket)
    return ticket


def drop_pause(session: Session, ticket: Ticket, now: datetime) -> None:
    """A ticket that is solved waits no longer; its unmet clocks go on with the time that was left."""
    if ticket.waiting_for is not None:
        _end(session, ticket, now)


def _go_on(session: Session, ticket: Ticket) -> None:
    _end(session, ticket, clock.now())
    audit.record(session, "ticket.resume", ticket)
    event = contracts.TicketResumed(**facts(session, ticket), by=actor_of(session).name, due_at=ticket.due_at)
    outbox.add(session, event, ticket)


def _end(session: Session, ticket: Ticket, now: datetime) -> None:
    for row in ticket.pauses:
        if row.ended_at is None:
            row.ended_at, row.ended_by = now, actor_of(session).name
    ticket.waiting_for = None
    renew_clocks(session, ticket)


def _begun(
    session: Session, ticket: Ticket, reason: PauseReason, note: str, now: datetime, until: datetime | None
) -> Pause:
    return Pause(
        estate_id=ticket.estate_id,
        reason=reason,
        note=note,
        started_at=now,
        started_by=actor_of(session).name,
        until=until,
        ended_at=None,
    )
