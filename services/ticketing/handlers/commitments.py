"""Changing what is promised (C2.6): a row of the table is never altered, its successor counts from now on."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.ticketing.handlers.state_events import commitment_state
from services.ticketing.models import (
    LONGEST_MINUTES,
    Area,
    Calendar,
    ClockKind,
    Commitment,
    EscalationStep,
    Target,
    Telling,
    TicketKind,
    Tier,
)
from shared import audit, clock, outbox
from shared.errors import N_, DomainError, Invalid, existing

CLAUSE = "C2.6"


class AlreadyReplaced(DomainError):
    message = N_("Somebody has just promised something else. Reload the page and try again.")


class AlreadyPromised(DomainError):
    message = N_("This is promised for such requests already; change that row instead.")


def add_commitment(
    session: Session,
    *,
    kind: TicketKind,
    tier: Tier,
    clock_kind: ClockKind,
    area: Area | None = None,
    target: Target,
    minutes: int | None,
    calendar: Calendar = Calendar.ALWAYS,
    escalation: Sequence[Telling],
) -> Commitment:
    """Promises a time that was not promised before. Raises ``AlreadyPromised``, ``Invalid``."""
    if (kind is TicketKind.REPAIR) != (area is not None):
        raise Invalid({"area": [N_("A repair has an area, and nothing else has.")]})
    same = (Commitment.kind == kind, Commitment.tier == tier, Commitment.clock == clock_kind, Commitment.area == area)
    if session.scalars(select(Commitment.id).where(*same, Commitment.replaced_at.is_(None))).first():
        raise AlreadyPromised
    _check(tier, target, minutes, calendar, escalation)
    new = Commitment(
        kind=kind,
        area=area,
        tier=tier,
        clock=clock_kind,
        target=target,
        minutes=minutes if target is Target.MINUTES else None,
        calendar=calendar,
        clause=CLAUSE,
        valid_from=clock.now(),
    )
    return _promised(session, new, escalation)


def replace_commitment(
    session: Session,
    *,
    commitment_id: UUID,
    target: Target,
    minutes: int | None,
    calendar: Calendar | None = None,
    escalation: Sequence[Telling],
) -> Commitment:
    """Promises something else for the same requests.

    Without a ``calendar`` it stays as it was. Clocks that run keep what was promised when they started.

    Raises ``NotFound``, ``AlreadyReplaced``, ``Invalid``.
    """
    old = _current(session, commitment_id)
    calendar = calendar or old.calendar
    _check(old.tier, target, minutes, calendar, escalation)
    old.replaced_at = clock.now()
    audit.record(session, "commitment.replace", old)
    outbox.add(session, commitment_state(old), old)
    return _promised(session, _successor(old, target, minutes, calendar), escalation)


def withdraw_commitment(session: Session, *, commitment_id: UUID) -> Commitment:
    """Promises this no longer; clocks that run keep it. Raises ``NotFound``, ``AlreadyReplaced``."""
    row = _current(session, commitment_id)
    row.replaced_at = clock.now()
    audit.record(session, "commitment.withdraw", row)
    outbox.add(session, commitment_state(row), row)
    return row


def _current(session: Session, commitment_id: UUID) -> Commitment:
    row = existing(session.get(Commitment, commitment_id, options=[selectinload(Commitment.escalation)]))
    if row.replaced_at is not None:
        raise AlreadyReplaced
    return row


def _promised(session: Session, new: Commitment, escalation: Sequence[Telling]) -> Commitment:
    new.escalation = [EscalationStep(**step._asdict()) for step in escalation]
    session.add(new)
    audit.record(session, "commitment.promise", new, note="; ".join(map(_in_words, escalation)))
    outbox.add(session, commitment_state(new), new)
    return new


def _in_words(step: Telling) -> str:
    later = f" +{step.minutes_after} min" if step.minutes_after else ""
    return f"{step.percent}%{later} {step.role}"


def _check(tier: Tier, target: Target, minutes: int | None, calendar: Calendar, escalation: Sequence[Telling]) -> None:
    if target is Target.MINUTES and not 0 < (minutes or 0) <= LONGEST_MINUTES:
        raise Invalid({"minutes": [N_("Say how many minutes are promised.")]})
    if calendar is Calendar.WORKING and tier is not Tier.NORMAL:
        raise Invalid({"calendar": [N_("Emergencies and urgent requests are handled day and night.")]})
    moments = [(step.percent, step.minutes_after) for step in escalation]
    if not moments or len(set(moments)) < len(moments):
        raise Invalid({"escalation": [N_("Name at least one moment, and each only once.")]})


def _successor(old: Commitment, target: Target, minutes: int | None, calendar: Calendar) -> Commitment:
    return Commitment(
        kind=old.kind,
        area=old.area,
        tier=old.tier,
        clock=old.clock,
        target=target,
        minutes=minutes if target is Target.MINUTES else None,
        calendar=calendar,
        clause=old.clause,
        valid_from=old.replaced_at,
    )
