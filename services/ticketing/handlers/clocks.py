"""Clocks of a ticket: started with it, met by its steps, held by pauses (C1.4.3, C2.5)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, joinedload

from services.ticketing import config
from services.ticketing.handlers.calendar import calendar_of
from services.ticketing.models import (
    BREACH_PERCENT,
    NEVER,
    Clock,
    ClockKind,
    Commitment,
    Course,
    Ticket,
    Tier,
)
from shared.calendar import WorkingCalendar
from shared.timers import Timer, schedule_many

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


def start_clocks(session: Session, ticket: Ticket, now: datetime) -> None:
    """Starts a clock for each promise that covers the ticket and is not kept yet, with its escalation."""
    calendar = _calendar(session, ticket)
    kept = {clock.kind for clock in ticket.clocks if clock.met_at is None}
    if ticket.acknowledged_at is not None:  # a reopened ticket has long been taken note of
        kept.add(ClockKind.ACKNOWLEDGE)
    timers: list[Timer] = []
    for commitment in _covering(session, ticket):
        if commitment.clock not in kept:
            course = commitment.course(now, calendar, ticket.agreed_at)
            timers += _steps(_started(ticket, commitment, course), commitment, course)
    schedule_many(session, timers)
    ticket.next_due_at = _nearest(ticket.clocks)


def renew_clocks(session: Session, ticket: Ticket) -> None:
    """Sets the times of all unmet clocks anew: a pause has ended, or a time was agreed."""
    _renew(session, ticket, {row.id: row for row in _given(session, ticket)})


def change_promises(session: Session, ticket: Ticket) -> None:
    """Gives the unmet clocks what is promised for such a ticket now, counted from when they began.

    A promise that such a ticket does not have stays as it was given; one that is new starts with the others.
    """
    covering = _covering(session, ticket)
    by_clock = {row.clock: row for row in covering}
    for clock in ticket.clocks:
        if clock.met_at is None and clock.kind in by_clock:
            clock.commitment_id = by_clock[clock.kind].id
    _renew(session, ticket, {row.id: row for row in [*_given(session, ticket), *covering]})
    start_clocks(session, ticket, max((clock.started_at for clock in ticket.clocks), default=ticket.opened_at))


def meet(ticket: Ticket, at: datetime, *kinds: ClockKind) -> None:
    """Meets the unmet clocks of ``kinds``; one that was met before keeps its earlier time.

    Their deadlines are left to find the promise kept: withdrawing them here could deadlock with their firing.
    """
    for clock in ticket.clocks:
        if clock.kind in kinds and clock.met_at is None:
            clock.met_at = at
    ticket.next_due_at = _nearest(ticket.clocks)


def stop_clocks(ticket: Ticket) -> None:
    """Holds the clocks that stand still in the pause that has begun."""
    for clock in ticket.clocks:
        if clock.met_at is None:
            _hold(ticket, clock)
    ticket.next_due_at = _nearest(ticket.clocks)


def _started(ticket: Ticket, commitment: Commitment, course: Course) -> Clock:
    clock = Clock(
        estate_id=ticket.estate_id,
        commitment_id=commitment.id,
        kind=commitment.clock,
        started_at=course.started_at,
        due_at=course.due_at,
        renewed=0,
    )
    _hold(ticket, clock)
    ticket.clocks.append(clock)
    return clock


def _renew(session: Session, ticket: Ticket, commitments: dict[object, Commitment]) -> None:
    calendar, timers = _calendar(session, ticket), list[Timer]()
    for clock in ticket.clocks:
        if clock.met_at is None:
            pauses = _pauses(ticket) if clock.stands_still(ticket.tier) else []
            commitment = commitments[clock.commitment_id]
            course = commitment.course(clock.started_at, calendar, ticket.agreed_at, pauses)
            clock.due_at, clock.renewed = course.due_at, clock.renewed + 1
            _hold(ticket, clock)
            timers += _steps(clock, commitment, course)
    schedule_many(session, timers)
    ticket.next_due_at = _nearest(ticket.clocks)


def _hold(ticket: Ticket, clock: Clock) -> None:
    """Stops the clock if it stands still in the pause that lasts now, or lets it run."""
    lasting = next((pause.started_at for pause in ticket.pauses if pause.ended_at is None), None)
    clock.stopped_at = lasting if clock.stands_still(ticket.tier) else None


def _steps(clock: Clock, commitment: Commitment, course: Course) -> Iterator[Timer]:
    """A deadline for each step of the escalation; those that were told before are found told when they fire."""
    for step in commitment.escalation:
        kind = BREACH if step.percent >= BREACH_PERCENT else WARN
        told = {"percent": step.percent, "minutes_after": step.minutes_after, "role": step.role}
        moment = course.at(step.percent, step.minutes_after)
        yield Timer(kind, clock.id, moment, {**told, "renewed": clock.renewed})


def _pauses(ticket: Ticket) -> list[tuple[datetime, datetime]]:
    return [(pause.started_at, pause.ended_at) for pause in ticket.pauses if pause.ended_at is not None]


def _covering(session: Session, ticket: Ticket) -> Sequence[Commitment]:
    """What is promised for such a ticket today."""
    return _read(session, _COVERING, kind=ticket.kind, tier=ticket.tier, area=ticket.area)


def _given(session: Session, ticket: Ticket) -> Sequence[Commitment]:
    """What was promised when the unmet clocks began."""
    ids = [clock.commitment_id for clock in ticket.clocks if clock.met_at is None]
    return _read(session, select(Commitment).where(Commitment.id.in_(ids)).options(joinedload(Commitment.escalation)))


def _read(session: Session, statement: Select[Commitment], **values: object) -> Sequence[Commitment]:
    with session.no_autoflush:  # the ticket's changes are flushed only once they are recorded
        return session.scalars(statement, values).unique().all()


def _calendar(session: Session, ticket: Ticket) -> WorkingCalendar:
    """An emergency or urgent request is handled day and night, whatever the estate's calendar says."""
    if ticket.tier is not Tier.NORMAL:
        return WorkingCalendar(config.settings_of(session).site_zone)
    with session.no_autoflush:
        return calendar_of(session, ticket.estate_id)


def _nearest(clocks: Iterable[Clock]) -> datetime:
    return min((clock.due_at for clock in clocks if clock.running), default=NEVER)
