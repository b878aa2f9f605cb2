"""The working calendar of an estate: its hours, and the days that differ from the yearly notice (C2.5)."""

from datetime import date, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.config import settings_of
from services.ticketing.handlers.state_events import calendar_day_state, estate_state
from services.ticketing.models import CalendarDay, Estate
from shared import audit, outbox
from shared.calendar import Hours, WorkingCalendar
from shared.db import actor_of
from shared.errors import N_, Invalid, existing


def set_working_hours(session: Session, *, estate_id: UUID, opens_at: time, closes_at: time) -> Estate:
    """Clocks that run keep the time at which they are due. Raises ``NotFound``, ``Invalid``."""
    if opens_at >= closes_at:
        raise Invalid({"closes_at": [N_("The working day must end after it has begun.")]})
    estate = _estate(session, estate_id)
    estate.opens_at, estate.closes_at = opens_at, closes_at
    if session.is_modified(estate):
        audit.record(session, "calendar.hours", estate)
        outbox.add(session, estate_state(estate), estate)
    return estate


def set_calendar_day(
    session: Session, *, estate_id: UUID, day: date, working: bool | None, note: str = ""
) -> CalendarDay:
    """Says whether the estate works on ``day``; None leaves it to the notice again. Raises ``NotFound``.

    Clocks that run keep the time at which they are due.
    """
    _estate(session, estate_id)
    found = select(CalendarDay).where(CalendarDay.estate_id == estate_id, CalendarDay.day == day)
    changed = session.scalars(found).first()
    if changed is None:
        changed = CalendarDay(estate_id=estate_id, day=day)
        session.add(changed)
    changed.working, changed.note = working, note
    if session.is_modified(changed):
        audit.record(session, "calendar.day", changed)
        outbox.add(session, calendar_day_state(changed), changed)
    return changed


def calendar_of(session: Session, estate_id: UUID) -> WorkingCalendar:
    """As it stands now."""
    estate = existing(session.get(Estate, estate_id))
    decided = select(CalendarDay.day, CalendarDay.working).where(
        CalendarDay.estate_id == estate_id, CalendarDay.working.is_not(None)
    )
    return WorkingCalendar(
        settings_of(session).site_zone,
        Hours(estate.opens_at, estate.closes_at),
        {day: bool(working) for day, working in session.execute(decided)},
    )


def _estate(session: Session, estate_id: UUID) -> Estate:
    """Locked, so that two people do not decide about the same day at once."""
    found = session.get(Estate, estate_id, with_for_update=True) if actor_of(session).sees(estate_id) else None
    return existing(found)
