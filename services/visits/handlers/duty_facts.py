"""Duties follow from facts: what events tell of them, in whatever order they arrive."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.clauses import BY_EVENT, BY_ID, Clause, Step, day_of
from services.visits.config import settings_of
from services.visits.handlers.duty_deadlines import promise
from services.visits.models import CALLS, Duty, DutyFact, DutyScope, DutyState, Stage, duty_key, outcome, scope_key
from shared import clock, outbox
from shared.events import Envelope, Event

TICK = timedelta(microseconds=1)


def take_account(session: Session, event: Event, envelope: Envelope) -> None:
    """Whatever the event says about duties, by every clause that reads it."""
    for clause in BY_EVENT.get(type(event), ()):
        for step in clause.reads[type(event)](event, envelope, settings_of(session).site_zone):
            keep_fact(session, clause, step, envelope.type, envelope.id)


def keep_fact(session: Session, clause: Clause, step: Step, event: str, source: UUID) -> None:
    """The step becomes a fact of its duty, once; ``source`` tells it from others."""
    duty_id = duty_key(clause.id, step.estate_id, step.subject_id, step.period)
    facts = list(session.scalars(select(DutyFact).where(DutyFact.duty_id == duty_id)))
    fact = _fact(duty_id, step, event, source)
    if any(known.id == fact.id for known in facts):
        return
    session.add(fact)
    duty = session.get(Duty, duty_id)
    if duty is None and step.kind in CALLS and clause.cadence is None and not _before(session, clause, step):
        duty = _duty(duty_id, clause, step)
        session.add(duty)
    if duty is not None:
        settle(session, [(duty, [*facts, fact])])


def settle(session: Session, duties: Iterable[tuple[Duty, Sequence[DutyFact]]]) -> None:
    """Brings duties to what their facts come to; says which are missed by now, and promises to look at the others."""
    limits = {duty.limit_at for duty, facts in duties if _settled(session, duty, facts) and duty.limit_at}
    promise(session, limits)


def miss(session: Session, duty: Duty) -> None:
    """Its time has passed without evidence, which others are told."""
    duty.state = DutyState.MISSED
    told = ("estate_id", "clause", "subject_id", "label", "period", "role", "owner_id", "due_at")
    facts = {name: getattr(duty, name) for name in told}
    event = contracts.DutyMissed(duty_id=duty.id, **facts, at=clock.now())
    outbox.add_raw(session, event, subject=str(duty.id), version=1)


def _settled(session: Session, duty: Duty, facts: Sequence[DutyFact]) -> bool:
    """Whether it is still to be watched."""
    clause, was, now = BY_ID[duty.clause], duty.state, clock.now()
    given = duty.due_at if clause.cadence else None
    found = outcome(facts, given, now, watched=clause.watched)
    duty.opens_at = found.opens_at or duty.opens_at
    duty.due_at, duty.limit_at, duty.owner_id = found.due_at, found.limit_at, found.owner_id
    duty.done_at, duty.proofs = found.done_at, len(found.proofs)
    duty.proof = next((fact.number for fact in found.proofs if fact.number), "")
    set_day(session, duty)
    if found.state is DutyState.MISSED and was is not DutyState.MISSED:
        miss(session, duty)
    duty.state = found.state
    return found.state is DutyState.DUE


def set_day(session: Session, duty: Duty) -> None:
    """Where it stands in the calendar: a midnight ends its day."""
    zone = settings_of(session).site_zone
    duty.day = day_of(duty.due_at - TICK, zone) if duty.due_at else day_of(duty.opens_at, zone)
    duty.month = duty.day.year * 100 + duty.day.month


def _fact(duty_id: UUID, step: Step, event: str, source: UUID) -> DutyFact:
    return DutyFact(
        id=uuid5(duty_id, f"{source}|{step.kind}"),
        estate_id=step.estate_id,
        duty_id=duty_id,
        kind=step.kind,
        at=step.at,
        event=event,
        due_at=step.due_at,
        owner_id=step.owner_id,
        number=step.number,
        href=step.href,
        by=step.by,
        words=step.words,
    )


def _duty(duty_id: UUID, clause: Clause, step: Step) -> Duty:
    return Duty(
        id=duty_id,
        estate_id=step.estate_id,
        clause=clause.id,
        subject_id=step.subject_id,
        label=step.label,
        period=step.period,
        role=clause.role,
        opens_at=step.at,
        state=DutyState.DUE,
    )


def _before(session: Session, clause: Clause, step: Step) -> bool:
    """What fell due before the clause was in force, or the estate came, is not in the calendar.

    An import tells of years ago.
    """
    scope = session.get(DutyScope, scope_key(step.estate_id, Stage.ESTATE))
    day = day_of(step.due_at or step.at, settings_of(session).site_zone)
    return day < (max(scope.since, clause.since) if scope else clause.since)
