"""What returns with the calendar is owed ahead of time: its duties are made before their periods begin."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.visits.clauses import LIVE, TEAMS, Clause, Per, begins, day_of, ends, team_key
from services.visits.config import settings_of
from services.visits.handlers.duty_facts import settle
from services.visits.models import (
    Duty,
    DutyFact,
    DutyScope,
    DutyState,
    DutySubject,
    Estate,
    Stage,
    duty_key,
    scope_key,
)
from shared import clock, timers
from shared.bulk import insert_new
from shared.timers import Deadline

DUTIES_PLAN = "duties.plan"
AHEAD = timedelta(days=92)
NIGHT = timedelta(minutes=10)  # after midnight, when a day more comes into sight
AT_ONCE = 500


def begin_scope(session: Session, estate_id: UUID, stage: Stage, since: datetime) -> None:
    """From the day of ``since`` on the estate owes what belongs to the stage; one that had ended begins anew."""
    day = day_of(since, settings_of(session).site_zone)
    scope = session.get(DutyScope, scope_key(estate_id, stage))
    if scope is not None and scope.until is None:
        return
    if scope is None:
        scope = DutyScope(id=scope_key(estate_id, stage), estate_id=estate_id, stage=stage)
        session.add(scope)
    scope.since, scope.until = day, None
    session.flush()
    plan(session, scope)
    if stage is Stage.ESTATE:
        promise_plan(session, estate_id)


def end_scope(session: Session, estate_id: UUID, stage: Stage, at: datetime) -> None:
    """From then on nothing new of the stage is owed; what had not begun goes."""
    scope = session.get(DutyScope, scope_key(estate_id, stage))
    if scope is None or scope.until is not None:
        return
    scope.until = day_of(at, settings_of(session).site_zone)
    names = [clause.id for clause in _returning(stage)]
    not_begun = Duty.estate_id == estate_id, Duty.clause.in_(names), Duty.opens_at > at
    session.execute(delete(Duty).where(*not_begun))


def plan_estate(session: Session, estate_id: UUID) -> None:
    """Makes what has come into sight, and promises to look again tomorrow; not for an estate that is gone."""
    scopes = session.scalars(select(DutyScope).where(DutyScope.estate_id == estate_id)).all()
    if not scopes and session.get(Estate, estate_id) is not None:  # it was there before the calendar
        begin_scope(session, estate_id, Stage.ESTATE, clock.now())
    for scope in scopes:
        if scope.until is None:
            plan(session, scope)
            promise_plan(session, estate_id)


def promise_plan(session: Session, estate_id: UUID) -> None:
    pending = Deadline.kind == DUTIES_PLAN, Deadline.subject == estate_id, Deadline.state == "pending"
    due_at = ends(clock.today(settings_of(session).site_zone), settings_of(session).site_zone) + NIGHT
    if not session.scalars(select(Deadline.id).where(*pending, Deadline.due_at >= due_at)).first():
        timers.schedule(session, DUTIES_PLAN, estate_id, due_at)


def plan(session: Session, scope: DutyScope) -> None:
    """The first owed is the first whole period; those that there are stay as they are."""
    horizon = min(clock.today(settings_of(session).site_zone) + AHEAD, scope.until or date.max)
    rows = [row for clause in _returning(scope.stage) for row in _rows(session, clause, scope, horizon)]
    for start in range(0, len(rows), AT_ONCE):
        made = [row.id for row in insert_new(session, Duty, rows[start : start + AT_ONCE], Duty.id)]
        _settle_new(session, made)


def _settle_new(session: Session, made: Sequence[UUID]) -> None:
    """Evidence may have come before; the time may have passed."""
    if not made:
        return
    facts: dict[UUID, list[DutyFact]] = {duty_id: [] for duty_id in made}
    for fact in session.scalars(select(DutyFact).where(DutyFact.duty_id.in_(made))):
        facts[fact.duty_id].append(fact)
    settle(session, [(duty, facts[duty.id]) for duty in session.scalars(select(Duty).where(Duty.id.in_(made)))])


def _rows(session: Session, clause: Clause, scope: DutyScope, horizon: date) -> Iterator[dict[str, Any]]:
    zone = settings_of(session).site_zone
    assert clause.cadence is not None  # noqa: S101 - only those that return are planned
    for subject in _subjects(session, clause, scope.estate_id):
        for period in clause.cadence.periods(max(scope.since, clause.since, subject.since), horizon):
            if period.due <= subject.until:
                due_at = ends(period.due, zone)
                times = {"opens_at": begins(period.first, zone), "due_at": due_at, "limit_at": due_at}
                when = {"day": period.due, "month": period.due.year * 100 + period.due.month}
                blank = _blank(clause, scope.estate_id, subject.id, period.key)
                yield {**blank, **times, **when, "label": subject.label}


def _blank(clause: Clause, estate_id: UUID, subject_id: UUID, period: str) -> dict[str, Any]:
    return {
        "id": duty_key(clause.id, estate_id, subject_id, period),
        "estate_id": estate_id,
        "clause": clause.id,
        "subject_id": subject_id,
        "period": period,
        "role": clause.role,
        "owner_id": None,
        "state": DutyState.DUE,
        "done_at": None,
        "proof": "",
        "proofs": 0,
    }


class _Subject(NamedTuple):
    """What a duty is about, and between which days its periods lie."""

    id: UUID
    label: str = ""
    since: date = date.min
    until: date = date.max


def _subjects(session: Session, clause: Clause, estate_id: UUID) -> list[_Subject]:
    if clause.parties:
        found = select(DutySubject).where(DutySubject.estate_id == estate_id, DutySubject.kind.in_(clause.parties))
        rows = session.scalars(found.order_by(DutySubject.id))
        return [_Subject(row.id, row.label, row.since, row.until or date.max) for row in rows]
    if clause.per is Per.DEPARTMENT:
        return [_Subject(team_key(estate_id, team), team) for team in TEAMS]
    return [_Subject(estate_id)]


def _returning(stage: Stage) -> list[Clause]:
    return [clause for clause in LIVE if clause.cadence is not None and clause.stage is stage]
