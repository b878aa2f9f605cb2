"""Outside parties for which duties return: they come, change and go (B4.1.3 to B4.1.5)."""

from datetime import date

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.clauses import OF_PARTIES, begins, day_of
from services.visits.config import settings_of
from services.visits.handlers.duty_planning import plan
from services.visits.models import Duty, DutyScope, DutySubject


def follow_party(session: Session, event: contracts.PartyChanged) -> None:
    """Owed are the whole periods of its contract since it was registered; what is called missed outside of it goes."""
    row = session.get(DutySubject, event.id)
    if row is None:
        row = DutySubject(id=event.id, estate_id=event.estate_id)
        session.add(row)
    row.kind, row.label = event.kind, event.name
    row.since, row.until = _since(session, event), _until(event)
    session.flush()
    _trim(session, row)
    for scope in session.scalars(select(DutyScope).where(DutyScope.estate_id == event.estate_id)):
        plan(session, scope)


def _since(session: Session, event: contracts.PartyChanged) -> date:
    registered = day_of(event.registered_at, settings_of(session).site_zone)
    return max(registered, event.contract_from or registered)


def _until(event: contracts.PartyChanged) -> date | None:
    return min((day for day in (event.contract_until, event.ended_on) if day is not None), default=None)


def _trim(session: Session, row: DutySubject) -> None:
    """Its duties bear its name of today, and none lies outside of its time."""
    own = Duty.subject_id == row.id, Duty.clause.in_([clause.id for clause in OF_PARTIES])
    session.execute(update(Duty).where(*own).values(label=row.label))
    outside = Duty.opens_at < begins(row.since, settings_of(session).site_zone)
    if row.until is not None:
        outside = or_(outside, Duty.day > row.until)
    session.execute(delete(Duty).where(*own, outside))
