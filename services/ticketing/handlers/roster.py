"""Planning the duty roster (C2.4)."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing import config
from services.ticketing.handlers.state_events import duty_state
from services.ticketing.models import MOST_WEEKS, Absence, Duty, Estate, Post, Staff
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid, existing

WEEK = timedelta(days=7)
LONGEST = timedelta(hours=24)


class DutyRemoved(DomainError):
    message = N_("This duty has been removed already.")


def plan_duty(
    session: Session,
    *,
    estate_id: UUID,
    post: Post,
    staff_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    weeks: int = 1,
) -> list[Duty]:
    """A shift, and the same in the ``weeks`` that follow. All of them, or none. Raises ``Invalid``."""
    if not actor_of(session).sees(estate_id) or session.get(Estate, estate_id) is None:
        raise Invalid({"estate_id": [N_("There is no such estate.")]})
    if not timedelta() < ends_at - starts_at <= LONGEST:
        raise Invalid({"ends_at": [N_("A duty ends after it begins, and lasts at most 24 hours.")]})
    if not 1 <= weeks <= MOST_WEEKS:
        raise Invalid({"weeks": [N_("At most 12 weeks are planned at once.")]})
    staff = _member(session, staff_id, estate_id)
    shifts = [(starts_at + WEEK * week, ends_at + WEEK * week) for week in range(weeks)]
    for begins, ends in shifts:
        _check_free(session, staff, begins, ends)
    return [_planned(session, estate_id, post, staff, begins, ends) for begins, ends in shifts]


def remove_duty(session: Session, *, duty_id: UUID) -> Duty:
    """The shift does not take place. Raises ``NotFound``, ``DutyRemoved``."""
    duty = existing(session.get(Duty, duty_id))
    if duty.removed_at is not None:
        raise DutyRemoved
    duty.removed_at = clock.now()
    audit.record(session, "duty.remove", duty)
    outbox.add(session, duty_state(duty), duty)
    return duty


def remove_duties_of(session: Session, staff_id: UUID) -> None:
    """None of the person's shifts that would still run takes place."""
    running = select(Duty.id).where(Duty.staff_id == staff_id, Duty.removed_at.is_(None), Duty.ends_at > clock.now())
    for duty_id in session.scalars(running).all():
        remove_duty(session, duty_id=duty_id)


def _planned(session: Session, estate_id: UUID, post: Post, staff: Staff, begins: datetime, ends: datetime) -> Duty:
    duty = Duty(estate_id=estate_id, post=post, staff=staff, staff_id=staff.id, starts_at=begins, ends_at=ends)
    session.add(duty)
    audit.record(session, "duty.plan", duty, note=staff.name)
    outbox.add(session, duty_state(duty), duty)
    return duty


def _member(session: Session, staff_id: UUID, estate_id: UUID) -> Staff:
    staff = session.get(Staff, staff_id)
    if staff is None or not staff.active or not staff.works_in(estate_id):
        raise Invalid({"staff_id": [N_("Nobody with this account works in this estate.")]})
    return staff


def _check_free(session: Session, staff: Staff, begins: datetime, ends: datetime) -> None:
    """Nobody is on duty twice at the same time, in whatever estate, or on a day of absence."""
    day = begins.astimezone(config.settings_of(session).site_zone).date()
    if session.scalars(Absence.away_on(day).where(Absence.staff_id == staff.id)).first():
        raise Invalid({"staff_id": [N_("This person is away then.")]})
    overlapping = select(Duty.id).where(Duty.staff_id == staff.id, Duty.between(begins, ends))
    if session.scalars(overlapping).first():
        raise Invalid({"staff_id": [N_("This person is on duty at that time already.")]})
