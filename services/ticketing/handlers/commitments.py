"""Changing what is promised (C2.6): a row of the table is never altered, its successor counts from now on."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing.models import Calendar, Commitment, EscalationStep, Target, Tier
from shared import audit, clock
from shared.errors import N_, DomainError, Invalid, existing

LONGEST_MINUTES = 60 * 24 * 366


class AlreadyReplaced(DomainError):
    message = N_("Somebody has just promised something else. Reload the page and try again.")


def replace_commitment(
    session: Session,
    *,
    commitment_id: UUID,
    target: Target,
    minutes: int | None,
    calendar: Calendar | None = None,
    escalation: Sequence[tuple[int, str]],
) -> Commitment:
    """Promises something else for the same requests; ``escalation`` is (percent, role) by percent.

    Without a ``calendar`` it stays as it was. Clocks that run keep what was promised when they started.

    Raises ``NotFound``, ``AlreadyReplaced``, ``Invalid``.
    """
    old = existing(session.get(Commitment, commitment_id))
    if old.replaced_at is not None:
        raise AlreadyReplaced
    calendar = calendar or old.calendar
    _check(old.tier, target, minutes, calendar, escalation)
    old.replaced_at = clock.now()
    audit.record(session, "commitment.replace", old)
    new = _successor(old, target, minutes, calendar)
    new.escalation = [EscalationStep(percent=percent, role=role) for percent, role in escalation]
    session.add(new)
    audit.record(
        session, "commitment.promise", new, note="; ".join(f"{percent}% {role}" for percent, role in escalation)
    )
    return new


def _check(
    tier: Tier, target: Target, minutes: int | None, calendar: Calendar, escalation: Sequence[tuple[int, str]]
) -> None:
    if target is Target.MINUTES and not 0 < (minutes or 0) <= LONGEST_MINUTES:
        raise Invalid({"minutes": [N_("Say how many minutes are promised.")]})
    if calendar is Calendar.WORKING and tier is not Tier.NORMAL:
        raise Invalid({"calendar": [N_("Emergencies and urgent requests are handled day and night.")]})
    percents = [percent for percent, _role in escalation]
    if not percents or len(set(percents)) < len(percents):
        raise Invalid({"percents": [N_("Name at least one moment, and each only once.")]})


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
