"""Absences: entered, ended on another day, removed. Who is away is given nothing new."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.ticketing import config
from services.ticketing.handlers.grants import grants_all
from services.ticketing.handlers.loading import check_version
from services.ticketing.handlers.state_events import absence_state
from services.ticketing.models import LONGEST_ABSENCE, Absence, AbsenceReason, Staff
from shared import audit, clock, outbox, timers
from shared.db import actor_of
from shared.errors import N_, DomainError, Forbidden, Invalid, existing
from shared.permissions import COMPANY_WIDE, allowed

ABSENCE_BEGINS = "absence.begins"
TIME_TO_HAND_OVER = timedelta(minutes=30)  # for whoever enters an absence that has begun
PASSED = N_("These days have passed.")


class NotTheirSuperior(Forbidden):
    message = N_("An absence is entered by the person, by somebody above in the same estate, or by the project lead.")


class Away(DomainError):
    """The person is given nothing new."""

    message = N_("%(name)s is away until %(day)s and is given nothing new.")


class AbsenceOver(DomainError):
    message = N_("This absence is over or has been removed.")


def enter_absence(
    session: Session, *, staff_id: UUID, first_day: date, last_day: date, reason: AbsenceReason
) -> Absence:
    """Raises ``NotFound``, ``NotTheirSuperior``, ``Invalid``."""
    member = existing(session.get(Staff, staff_id))
    check_may_enter(session, member)
    if last_day < _today(session):
        raise Invalid({"last_day": [PASSED]})
    _check_days(session, member.id, first_day, last_day)
    absence = Absence(
        staff=member,
        staff_id=member.id,
        first_day=first_day,
        last_day=last_day,
        reason=reason,
        entered_by=actor_of(session).name,
        entered_at=clock.now(),
    )
    session.add(absence)
    audit.record(session, "absence.enter", absence, note=member.name)
    outbox.add(session, absence_state(absence), absence)
    begins = datetime.combine(first_day, time(), config.settings_of(session).site_zone)
    timers.schedule(session, ABSENCE_BEGINS, absence.id, max(begins, absence.entered_at + TIME_TO_HAND_OVER))
    return absence


def end_absence(session: Session, *, absence_id: UUID, last_day: date, version: int | None = None) -> Absence:
    """It ends on another day, earlier or later. The same day is no change and tells nobody.

    Raises ``NotFound``, ``NotTheirSuperior``, ``AbsenceOver``, ``StaleVersion``, ``Invalid``.
    """
    absence = _living(session, absence_id)
    check_version(absence, version)
    if absence.last_day == last_day:
        return absence
    if last_day < _today(session) - timedelta(days=1):
        raise Invalid({"last_day": [PASSED]})
    _check_days(session, absence.staff_id, absence.first_day, last_day, besides=absence.id)
    absence.last_day = last_day
    audit.record(session, "absence.end", absence, note=absence.staff.name)
    outbox.add(session, absence_state(absence), absence)
    return absence


def remove_absence(session: Session, *, absence_id: UUID) -> Absence:
    """It does not take place; what has passed of one that has begun stays. Raises as ``end_absence``."""
    absence = _living(session, absence_id)
    yesterday = _today(session) - timedelta(days=1)
    if absence.first_day <= yesterday:
        absence.last_day = yesterday
    else:
        absence.removed_at = clock.now()
    audit.record(session, "absence.remove", absence, note=absence.staff.name)
    outbox.add(session, absence_state(absence), absence)
    return absence


def away_today(session: Session) -> dict[UUID, date]:
    """Who is away today, each with the last day of it."""
    found = session.execute(Absence.away_on(_today(session)))
    return {staff_id: last_day for staff_id, last_day in found}  # noqa: C416 - a row is no pair to mypy


def check_present(session: Session, member: Staff) -> None:
    """Raises ``Away``."""
    with session.no_autoflush:  # the ticket's changes are flushed only once they are recorded
        last_day = away_today(session).get(member.id)
    if last_day is not None:
        raise Away(name=member.name, day=last_day.isoformat())


def here(session: Session, member: Staff | None) -> bool:
    """Whether it is somebody who works here and is not away."""
    with session.no_autoflush:
        return member is not None and member.active and member.id not in away_today(session)


def may_enter_absence(session: Session, member: Staff) -> bool:
    """Whether the actor is the person, or stands above in an estate of both."""
    actor = actor_of(session)
    if actor.id == member.id or grants_all(actor):
        return True
    shared = actor.estates is None or member.estates is None or not actor.estates.isdisjoint(map(UUID, member.estates))
    return shared and not COMPANY_WIDE & set(member.roles) and _above(session, member)


def check_may_enter(session: Session, member: Staff) -> None:
    """Raises ``NotTheirSuperior``."""
    if not may_enter_absence(session, member):
        raise NotTheirSuperior


def _above(session: Session, member: Staff) -> bool:
    """Another system stands above nobody by rank; its scope says that it may."""
    actor = actor_of(session)
    me = session.get(Staff, actor.id) if actor.kind == "staff" else None
    return actor.kind == "client" or (me is not None and (me.rung > member.rung or allowed(me.roles, "staff.manage")))


def _living(session: Session, absence_id: UUID) -> Absence:
    absence = existing(session.get(Absence, absence_id, options=[joinedload(Absence.staff)]))
    check_may_enter(session, absence.staff)
    if absence.removed_at is not None or absence.last_day < _today(session):
        raise AbsenceOver
    return absence


def _check_days(session: Session, staff_id: UUID, first: date, last: date, besides: UUID | None = None) -> None:
    if not 0 <= (last - first).days < LONGEST_ABSENCE:
        raise Invalid({"last_day": [N_("The last day is not before the first, and at most a year after it.")]})
    overlapping = select(Absence.id).where(Absence.staff_id == staff_id, Absence.between(first, last))
    if any(found != besides for found in session.scalars(overlapping)):
        raise Invalid({"first_day": [N_("The person is away on some of these days already.")]})


def _today(session: Session) -> date:
    return clock.today(config.settings_of(session).site_zone)
