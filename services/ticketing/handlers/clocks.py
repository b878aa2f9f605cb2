"""Clocks of a ticket: started with it, met by a step, warned about and breached by their deadlines (C2.5)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

from services.ticketing import config, contracts
from services.ticketing.handlers.calendar import calendar_of
from services.ticketing.handlers.ticket_events import facts
from services.ticketing.models import LADDER, NEVER, Calendar, Clock, Commitment, Staff, Ticket, Tier
from shared import audit, clock, outbox, timers
from shared.calendar import WorkingCalendar

_COVERING = (
    select(Commitment)
    .where(
        Commitment.kind == bindparam("kind"),
        Commitment.tier == bindparam("tier"),
        Commitment.area.is_not_distinct_from(bindparam("area")),
        Commitment.replaced_at.is_(None),
    )
    .options(joinedload(Commitment.escalation))
)
WARN, BREACH = "clock.warn", "clock.breach"
RESPOND = "respond"


def start_clocks(session: Session, ticket: Ticket, now: datetime) -> None:
    """Starts one clock for each commitment that covers the ticket, with a deadline for each escalation step."""
    calendar = _calendar(session, ticket)
    for commitment in _commitments(session, ticket):
        due_at = commitment.due_at(now, calendar, ticket.agreed_at)
        counted = calendar if commitment.calendar is Calendar.WORKING and ticket.agreed_at is None else None
        started = Clock(
            estate_id=ticket.estate_id,
            commitment_id=commitment.id,
            kind=commitment.clock,
            started_at=now,
            due_at=due_at,
        )
        ticket.clocks.append(started)
        for step in commitment.escalation:
            kind = BREACH if step.percent >= 100 else WARN
            at = step.fires_at(now, due_at, counted)
            timers.schedule(session, kind, started.id, at, percent=step.percent, role=step.role)
    ticket.next_due_at = _nearest(ticket.clocks)


def meet(ticket: Ticket, kind: str, at: datetime) -> None:
    """Meets the running clocks of ``kind``; one that was met before keeps its earlier time.

    Their deadlines are left to find the promise kept: withdrawing them here could deadlock with their firing.
    """
    for running in ticket.clocks:
        if running.kind == kind and running.running:
            running.met_at = at
    ticket.next_due_at = _nearest(ticket.clocks)


def warn_clock(session: Session, *, clock_id: UUID, percent: int, role: str) -> Clock | None:
    """Tells ``role``, or the next one up, that the clock runs out. None when it has been met."""
    running = _locked(session, clock_id)
    if running is None or not running.running:
        return None
    running.warned_at = clock.now()
    _tell(session, running, contracts.ClockWarned, percent, role)
    return running


def breach_clock(session: Session, *, clock_id: UUID, percent: int, role: str) -> Clock | None:
    """Records that the promise was broken and tells ``role``, or the next one up. None when it was kept."""
    running = _locked(session, clock_id)
    if running is None or running.in_time:
        return None
    running.breached_at = running.due_at
    _tell(session, running, contracts.ClockBreached, percent, role)
    return running


def _commitments(session: Session, ticket: Ticket) -> Sequence[Commitment]:
    about = {"kind": ticket.kind, "tier": ticket.tier, "area": ticket.area}
    with session.no_autoflush:  # the ticket's changes are flushed only once they are recorded
        return session.scalars(_COVERING, about).unique().all()


def _calendar(session: Session, ticket: Ticket) -> WorkingCalendar:
    """An emergency or urgent request is handled day and night, whatever the estate's calendar says."""
    if ticket.tier is not Tier.NORMAL:
        return WorkingCalendar(config.settings_of(session).site_zone)
    with session.no_autoflush:
        return calendar_of(session, ticket.estate_id)


def _nearest(clocks: Iterable[Clock]) -> datetime:
    return min((running.due_at for running in clocks if running.running), default=NEVER)


def _locked(session: Session, clock_id: UUID) -> Clock | None:
    """The clock with its ticket, locked so that no step meets it meanwhile."""
    found = select(Clock).where(Clock.id == clock_id).with_for_update(of=Clock)
    together = joinedload(Clock.ticket, innerjoin=True).joinedload(Ticket.assignee)
    return session.scalars(found.options(together)).first()


def _tell(
    session: Session,
    running: Clock,
    contract: type[contracts.ClockWarned] | type[contracts.ClockBreached],
    percent: int,
    role: str,
) -> None:
    ticket, assignee = running.ticket, _working(running.ticket.assignee)
    told, staff_ids = whom_to_tell(session, ticket.estate_id, role, assignee)
    action = WARN if contract is contracts.ClockWarned else BREACH
    audit.record(session, action, ticket, note=told)
    event = contract(
        **facts(session, ticket),
        clock=running.kind,
        percent=percent,
        due_at=running.due_at,
        unassigned=assignee is None,
        role=told,
        staff_ids=staff_ids,
        assignee_name=assignee.name if assignee else None,
    )
    outbox.add(session, event, ticket)


def _working(assignee: Staff | None) -> Staff | None:
    return assignee if assignee and assignee.active else None


def whom_to_tell(session: Session, estate_id: UUID, role: str, assignee: Staff | None) -> tuple[str, list[UUID]]:
    """The first role from ``role`` upward, and above the assignee's own, that somebody of the estate holds."""
    lowest = max(LADDER.index(role), assignee.rung + 1 if assignee else 0)
    staff = session.scalars(select(Staff).where(Staff.active)).all()
    for candidate in LADDER[lowest:] or LADDER[-1:]:
        ids = [member.id for member in staff if candidate in member.roles and member.works_in(estate_id)]
        if ids:
            return candidate, ids
    return LADDER[-1], []
