"""Reads of the duty roster (C2.4)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, joinedload

from services.ticketing.models import DAYS_AHEAD, Duty, Period, Post, gaps
from services.ticketing.queries.absences import missed
from services.ticketing.queries.people import estates
from shared import clock


def duties(session: Session, estate_id: UUID, start: datetime, end: datetime) -> Sequence[Duty]:
    """The shifts of the estate that run between ``start`` and ``end``, each with its person."""
    return session.scalars(_planned(Duty.between(start, end)).where(Duty.estate_id == estate_id)).all()


def on_duty(session: Session) -> Sequence[Duty]:
    """Who is on duty now and not away, in the estates that the reader sees; the hotline first."""
    found = session.scalars(_planned(Duty.at(clock.now()))).all()
    away = missed(session, found)
    return sorted(
        (duty for duty in found if duty.id not in away), key=lambda duty: (list(Post).index(duty.post), duty.starts_at)
    )


def hotline_gaps(session: Session, estate_id: UUID) -> list[Period]:
    """The times of the next 14 days in which nobody is planned at the estate's hotline."""
    start = clock.now()
    end = start + timedelta(days=DAYS_AHEAD)
    found = _planned(Duty.between(start, end)).where(Duty.estate_id == estate_id, Duty.post == Post.HOTLINE)
    return list(gaps([(duty.starts_at, duty.ends_at) for duty in _kept(session, found)], start, end))


def estates_with_gaps(session: Session) -> int:
    """How many of the reader's estates have an hour in the next 14 days with nobody at the hotline; three queries."""
    start = clock.now()
    end = start + timedelta(days=DAYS_AHEAD)
    shifts: dict[UUID, list[Period]] = {estate.id: [] for estate in estates(session)}
    for duty in _kept(session, _planned(Duty.between(start, end)).where(Duty.post == Post.HOTLINE)):
        shifts.setdefault(duty.estate_id, []).append((duty.starts_at, duty.ends_at))
    return sum(any(gaps(of_estate, start, end)) for of_estate in shifts.values())


def _kept(session: Session, found: Select[Duty]) -> list[Duty]:
    """Without those whose person is away."""
    duties = session.scalars(found).all()
    away = missed(session, duties)
    return [duty for duty in duties if duty.id not in away]


def _planned(when: ColumnElement[bool]) -> Select[Duty]:
    return select(Duty).where(when).options(joinedload(Duty.staff)).order_by(Duty.starts_at, Duty.id)
