"""Reads of absences: who is away now, or will be."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.ticketing import config
from services.ticketing.models import Absence, Duty
from shared import clock
from shared.errors import existing


def absence(session: Session, absence_id: UUID) -> Absence:
    """Raises ``NotFound``."""
    return existing(session.get(Absence, absence_id))


def absences(session: Session, staff_id: UUID) -> Sequence[Absence]:
    """When the person is away, today and from then on."""
    return session.scalars(_ahead(session).where(Absence.staff_id == staff_id)).all()


def next_absences(session: Session, staff_ids: Collection[UUID]) -> Mapping[UUID, Absence]:
    """Of each of them the absence that is now, or else comes next."""
    coming = session.scalars(_ahead(session).where(Absence.staff_id.in_(staff_ids))).all()
    return {row.staff_id: row for row in reversed(coming)}


def away_today(session: Session) -> Mapping[UUID, date]:
    """Who is away today, each with the last day of it."""
    found = session.execute(Absence.away_on(_today(session)))
    return {staff_id: last_day for staff_id, last_day in found}  # noqa: C416 - a row is no pair to mypy


def missed(session: Session, duties: Collection[Duty]) -> set[UUID]:
    """The ids of the duties whose person is away on the day on which they begin. One query."""
    if not duties:
        return set()
    zone = config.settings_of(session).site_zone
    days = {duty.id: duty.starts_at.astimezone(zone).date() for duty in duties}
    within = Absence.between(min(days.values()), max(days.values()))
    away = session.scalars(select(Absence).where(within, Absence.staff_id.in_({duty.staff_id for duty in duties})))
    covered = [(row.staff_id, row) for row in away]
    return {
        duty.id for duty in duties if any(who == duty.staff_id and row.covers(days[duty.id]) for who, row in covered)
    }


def _ahead(session: Session) -> Select[Absence]:
    ahead = select(Absence).where(Absence.removed_at.is_(None), Absence.last_day >= _today(session))
    return ahead.order_by(Absence.first_day, Absence.id)


def _today(session: Session) -> date:
    return clock.today(config.settings_of(session).site_zone)
