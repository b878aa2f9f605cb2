"""The escalation ladder: who is told when a promise runs out or is broken, each step once (C2.5)."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from services.ticketing import contracts
from services.ticketing.handlers.absences import away_today, here
from services.ticketing.handlers.clocks import BREACH, WARN
from services.ticketing.handlers.ticket_events import facts
from services.ticketing.models import BREACH_PERCENT, LADDER, Clock, Escalation, Staff, Ticket
from shared import audit, clock, outbox


def warn_clock(
    session: Session, *, clock_id: UUID, percent: int, role: str, minutes_after: int = 0, renewed: int = 0
) -> Clock | None:
    """Tells ``role``, or the next one up, that the clock runs out. None when there is nothing to tell (any more)."""
    running = _locked(session, clock_id)
    if running is None or not running.running or _told(session, running, renewed, percent, minutes_after):
        return None
    running.warned_at = clock.now()
    _tell(session, running, contracts.ClockWarned, percent, minutes_after, role)
    return running


def breach_clock(
    session: Session, *, clock_id: UUID, percent: int, role: str, minutes_after: int = 0, renewed: int = 0
) -> Clock | None:
    """Records that the promise was broken and tells ``role``, or the next one up. None when it was kept.

    Beyond the moment of the breach only a promise that is still open is told again, further up.
    """
    broken = _locked(session, clock_id)
    if broken is None or broken.in_time or broken.stopped_at or _told(session, broken, renewed, percent, minutes_after):
        return None
    if not broken.running and (percent > BREACH_PERCENT or minutes_after):
        return None
    broken.breached_at = broken.due_at
    _tell(session, broken, contracts.ClockBreached, percent, minutes_after, role)
    return broken


def whom_to_tell(session: Session, estate_id: UUID, role: str, assignee: Staff | None) -> tuple[str, list[UUID]]:
    """The first role from ``role`` upward, and above the assignee's own, that somebody of the estate holds.

    Who is away is passed over; when all of them are away, the first of them are told nevertheless.
    """
    lowest = max(LADDER.index(role), assignee.rung + 1 if assignee else 0)
    staff = [row for row in session.scalars(select(Staff).where(Staff.active)) if row.works_in(estate_id)]
    away = away_today(session)
    for asked in ([row for row in staff if row.id not in away], staff):
        for candidate in LADDER[lowest:] or LADDER[-1:]:
            if ids := [member.id for member in asked if candidate in member.roles]:
                return candidate, ids
    return LADDER[-1], []


def _locked(session: Session, clock_id: UUID) -> Clock | None:
    """The clock with its ticket, locked so that no step meets it meanwhile."""
    found = select(Clock).where(Clock.id == clock_id).with_for_update(of=Clock)
    together = joinedload(Clock.ticket, innerjoin=True).joinedload(Ticket.assignee)
    return session.scalars(found.options(together)).first()


def _told(session: Session, running: Clock, renewed: int, percent: int, minutes_after: int) -> bool:
    """Whether this step was taken before, or belongs to times that have been set anew since."""
    taken = exists().where(
        Escalation.clock_id == running.id,
        Escalation.percent == percent,
        Escalation.minutes_after == minutes_after,
    )
    return renewed != running.renewed or bool(session.scalar(select(taken)))


def _tell(
    session: Session,
    running: Clock,
    contract: type[contracts.ClockWarned] | type[contracts.ClockBreached],
    percent: int,
    minutes_after: int,
    role: str,
) -> None:
    ticket, assignee = running.ticket, _working(session, running.ticket.assignee)
    told, staff_ids = whom_to_tell(session, ticket.estate_id, role, assignee)
    session.add(
        Escalation(
            estate_id=ticket.estate_id,
            clock_id=running.id,
            percent=percent,
            minutes_after=minutes_after,
            role=told,
            told_at=clock.now(),
        )
    )
    action = WARN if contract is contracts.ClockWarned else BREACH
    audit.record(session, action, ticket, note=told)
    event = contract(
        **facts(session, ticket),
        clock=running.kind,
        percent=percent,
        minutes_after=minutes_after,
        due_at=running.due_at,
        unassigned=assignee is None,
        role=told,
        staff_ids=staff_ids,
        assignee_name=assignee.name if assignee else None,
    )
    outbox.add(session, event, ticket)


def _working(session: Session, assignee: Staff | None) -> Staff | None:
    """Who has left or is away works on nothing."""
    return assignee if here(session, assignee) else None
