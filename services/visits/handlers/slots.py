"""A household answers by its own link: it agrees to the time, or chooses one of those that the officer has left."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.handlers.announcing import promise_reminder
from services.visits.handlers.visit_steps import NotAhead, ahead
from services.visits.handlers.visit_times import free_slots, today
from services.visits.models import Visit, VisitState
from shared import audit, clock, outbox
from shared.errors import N_, Invalid

NOTICE, WITHIN, MOST_OFFERED = timedelta(days=2), timedelta(days=21), 24


def offered_slots(session: Session, visit: Visit) -> list[datetime]:
    """Times within three weeks, from the day after tomorrow on, before the visit is due."""
    if visit.officer_id is None:
        return []
    first = today(session) + NOTICE
    last = min(visit.due_on or first + WITHIN, first + WITHIN)
    times = free_slots(session, visit.officer_id, visit.estate_id, first, last)
    every = max(1, len(times) // MOST_OFFERED)
    return times[::every][:MOST_OFFERED]


def agree_to_slot(session: Session, *, visit_id: UUID) -> Visit:
    """Done twice, it changes nothing more. Raises ``NotFound``, ``NotAhead``."""
    visit = _open(session, visit_id)
    if visit.state is not VisitState.CONFIRMED:
        visit.state = VisitState.CONFIRMED
        audit.record(session, "visit.confirm", visit)
        _answered(session, visit, moved=False)
    return visit


def choose_slot(session: Session, *, visit_id: UUID, starts_at: datetime) -> Visit:
    """Raises ``NotFound``, ``NotAhead``, ``Invalid`` when the time has been given to somebody else meanwhile."""
    visit = _open(session, visit_id)
    if starts_at != visit.starts_at:
        if starts_at not in offered_slots(session, visit):
            raise Invalid({"starts_at": [N_("This time has just been taken. Please choose another.")]})
        visit.starts_at = starts_at
    visit.state, visit.announced_for = VisitState.CONFIRMED, starts_at
    audit.record(session, "visit.move", visit)
    _answered(session, visit, moved=True)
    promise_reminder(session, visit.id, starts_at)
    return visit


def _open(session: Session, visit_id: UUID) -> Visit:
    visit = ahead(session, visit_id)
    if visit.starts_at is None or visit.starts_at <= clock.now():
        raise NotAhead
    return visit


def _answered(session: Session, visit: Visit, *, moved: bool) -> None:
    if visit.officer_id is None or visit.starts_at is None:
        return
    event = contracts.SlotAnswered(
        visit_id=visit.id,
        estate_id=visit.estate_id,
        staff_id=visit.officer_id,
        unit_path=visit.unit_path,
        starts_at=visit.starts_at,
        moved=moved,
        at=clock.now(),
    )
    outbox.add(session, event, visit)
