"""What a period came to in figures, from all that visits knows by the events of the four services (B4.2.4)."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.visits.config import settings_of
from services.visits.models import (
    ActionState,
    Duty,
    DutyState,
    MajorVisit,
    Meeting,
    MeetingAction,
    MeetingState,
    NeedsDigest,
    SummaryState,
    Symposium,
    Visit,
    VisitNeed,
    VisitRecord,
    VisitState,
    WeeklySummary,
)
from shared import clock

ASKED = ("complaints", "repairs", "suggestions", "enquiries", "praise")
Figures = dict[str, int]


def figures_of(session: Session, estate_id: UUID, first: date, last: date) -> Figures:
    """By the names of ``FIGURES``; both days included."""
    zone = settings_of(session).site_zone
    span = datetime.combine(first, time(), zone), datetime.combine(last + timedelta(days=1), time(), zone)
    found: Figures = {}
    for part in (_requests, _visits, _meetings):
        found |= part(session, estate_id, *span)
    return found | _actions(session, estate_id, *span, last) | _duties(session, estate_id, first, last)


def _requests(session: Session, estate_id: UUID, since: datetime, until: datetime) -> Figures:
    tickets = Duty.estate_id == estate_id, Duty.clause == "C1.4.3"
    sums = [func.coalesce(func.sum(getattr(NeedsDigest, name)), 0) for name in (*ASKED, "late")]
    told = NeedsDigest.estate_id == estate_id, *_between(NeedsDigest.ends_at, since, until)
    *asked, late = session.execute(select(*sums).where(*told)).one()
    return {
        "requests_filed": _count(session, Duty.id, *tickets, *_between(Duty.opens_at, since, until)),
        "requests_answered": _count(session, Duty.id, *tickets, *_between(Duty.done_at, since, until)),
        **{name: int(number) for name, number in zip(ASKED, asked, strict=True)},
        "needs_late": int(late),
    }


def _visits(session: Session, estate_id: UUID, since: datetime, until: datetime) -> Figures:
    counted = select(Visit.state, func.count()).where(
        Visit.estate_id == estate_id, *_between(Visit.starts_at, since, until)
    )
    states: dict[Any, int] = {state: number for state, number in session.execute(counted.group_by(Visit.state))}  # noqa: C416 - a row is no pair to mypy
    made = VisitRecord.estate_id == estate_id, *_between(VisitRecord.visited_at, since, until)
    told = select(VisitRecord.visit_id).where(*made)
    lead = MajorVisit.estate_id == estate_id, *_between(MajorVisit.visited_at, since, until)
    return {
        "visits_planned": sum(states.values()),
        "visits_made": _count(session, VisitRecord.id, *made),
        "visits_absent": states.get(VisitState.ABSENT, 0),
        "visits_refused": states.get(VisitState.REFUSED, 0),
        "needs_told": _count(session, VisitNeed.id, VisitNeed.visit_id.in_(told)),
        "major_visits": _count(session, MajorVisit.id, *lead),
    }


def _meetings(session: Session, estate_id: UUID, since: datetime, until: datetime) -> Figures:
    own, off = Meeting.estate_id == estate_id, Meeting.state == MeetingState.CANCELLED
    gathered = Symposium.estate_id == estate_id, *_between(Symposium.held_at, since, until)
    sent = WeeklySummary.estate_id == estate_id, WeeklySummary.state == SummaryState.SUBMITTED
    return {
        "meetings_held": _count(session, Meeting.id, own, *_between(Meeting.held_at, since, until)),
        "meetings_cancelled": _count(session, Meeting.id, own, off, *_between(Meeting.starts_at, since, until)),
        "symposiums_held": _count(session, Symposium.id, *gathered),
        "summaries_submitted": _count(
            session, WeeklySummary.id, *sent, *_between(WeeklySummary.submitted_at, since, until)
        ),
    }


def _actions(session: Session, estate_id: UUID, since: datetime, until: datetime, last: date) -> Figures:
    own, done = MeetingAction.estate_id == estate_id, MeetingAction.state == ActionState.DONE
    passed = min(last + timedelta(days=1), clock.today(settings_of(session).site_zone))
    open_ = MeetingAction.state == ActionState.OPEN, MeetingAction.due_on < passed
    return {
        "actions_decided": _count(session, MeetingAction.id, own, *_between(MeetingAction.set_at, since, until)),
        "actions_done": _count(session, MeetingAction.id, own, done, *_between(MeetingAction.ended_at, since, until)),
        "actions_late": _count(session, MeetingAction.id, own, *open_),
    }


def _duties(session: Session, estate_id: UUID, first: date, last: date) -> Figures:
    of_period = Duty.estate_id == estate_id, Duty.day >= first, Duty.day <= last
    counted = session.execute(select(Duty.state, func.count()).where(*of_period).group_by(Duty.state))
    states: dict[Any, int] = {state: number for state, number in counted}  # noqa: C416 - a row is no pair to mypy
    named = (DutyState.KEPT, DutyState.LATE, DutyState.MISSED, DutyState.WAIVED, DutyState.DUE)
    return {f"duties_{state}": states.get(state, 0) for state in named}


def _between(column: Any, since: datetime, until: datetime) -> tuple[Any, Any]:
    return column >= since, column < until


def _count(session: Session, column: Any, *conditions: Any) -> int:
    return session.scalar(select(func.count(column)).where(*conditions)) or 0
