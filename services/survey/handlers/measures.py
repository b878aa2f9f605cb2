"""What is done about a quarter's opinions: by whom, until when, and that it was done (A2.8)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.survey import contracts
from services.survey.config import settings_of
from services.survey.handlers.half_years import leads
from services.survey.models import Analysis, AnalysisState, Measure, Staff
from shared import audit, clock, outbox, timers
from shared.db import actor_of
from shared.errors import N_, DomainError, Forbidden, Invalid, existing
from shared.permissions import permits

OVERDUE = "measure_overdue"
AGAIN = timedelta(days=7)


class TextFixed(DomainError):
    message = N_("Measures are changed only while the analysis is a draft.")


class NoDuty(DomainError):
    message = N_("It is done already, or not a duty yet.")


def add_measure(session: Session, *, analysis_id: UUID, words: str, owner_id: UUID, due_on: date) -> Measure:
    """Raises ``NotFound``, ``TextFixed``, ``Invalid``."""
    analysis = existing(session.get(Analysis, analysis_id))
    owner = _owner(session, analysis, owner_id, due_on)
    measure = Measure(
        estate_id=analysis.estate_id, analysis_id=analysis.id, words=words,
        owner_id=owner.id, owner=owner.name, due_on=due_on,
    )  # fmt: skip
    session.add(measure)
    audit.record(session, "measure.add", measure)
    return measure


def change_measure(session: Session, *, measure_id: UUID, words: str, owner_id: UUID, due_on: date) -> Measure:
    """Raises ``NotFound``, ``TextFixed``, ``Invalid``."""
    measure = existing(session.get(Measure, measure_id))
    owner = _owner(session, session.get_one(Analysis, measure.analysis_id), owner_id, due_on)
    measure.words, measure.owner_id, measure.owner, measure.due_on = words, owner.id, owner.name, due_on
    audit.record(session, "measure.change", measure)
    return measure


def drop_measure(session: Session, *, measure_id: UUID) -> Measure:
    """Raises ``NotFound``, ``TextFixed``."""
    measure = existing(session.get(Measure, measure_id))
    _of_draft(session.get_one(Analysis, measure.analysis_id))
    audit.record(session, "measure.drop", measure, measure.words)
    session.delete(measure)
    return measure


def finish_measure(session: Session, *, measure_id: UUID, words: str) -> Measure:
    """Its owner says what was done, or who writes analyses. Raises ``NotFound``, ``Forbidden``, ``NoDuty``."""
    measure, actor = existing(session.get(Measure, measure_id)), actor_of(session)
    if actor.id != measure.owner_id and not permits(actor, "analyses.write"):
        raise Forbidden
    if not measure.open:
        raise NoDuty
    measure.done_at, measure.done_by, measure.done_words = clock.now(), actor.name, words
    audit.record(session, "measure.finish", measure)
    timers.cancel(session, measure.id, OVERDUE)
    facts = _facts(session.get_one(Analysis, measure.analysis_id), measure, measure.done_at)
    outbox.add(session, contracts.MeasureDone(**facts, by=actor.name, done_words=words), measure)
    return measure


def give_measures(session: Session, analysis: Analysis) -> None:
    """They are duties from now on: their owners are told, and reminded when the day has passed."""
    now, zone = clock.now(), settings_of(session).site_zone
    for measure in measures_of(session, analysis):
        measure.given_at = now
        audit.record(session, "measure.give", measure)
        outbox.add(session, contracts.MeasureGiven(**_facts(analysis, measure, now)), measure)
        ends = datetime.combine(measure.due_on + timedelta(days=1), time(), zone)
        timers.schedule(session, OVERDUE, measure.id, ends)


def remind_of_measure(session: Session, *, measure_id: UUID) -> None:
    """Tells its owner and the project lead that it is late, and so every week until it is done."""
    measure = session.get(Measure, measure_id)
    if measure is None or not measure.open:
        return
    analysis, now = session.get_one(Analysis, measure.analysis_id), clock.now()
    measure.reminded_at = now
    audit.record(session, "measure.remind", measure)
    staff_ids = list(dict.fromkeys([measure.owner_id, *leads(session, measure.estate_id)]))
    event = contracts.MeasureOverdue(**_facts(analysis, measure, now), staff_ids=staff_ids)
    outbox.add(session, event, measure)
    timers.schedule(session, OVERDUE, measure.id, now + AGAIN)


def measures_of(session: Session, analysis: Analysis) -> Sequence[Measure]:
    own = select(Measure).where(Measure.analysis_id == analysis.id)
    return session.scalars(own.order_by(Measure.due_on, Measure.id)).all()


def _owner(session: Session, analysis: Analysis, owner_id: UUID, due_on: date) -> Staff:
    """Who can have it: somebody of the estate, and a day that is still to come. Raises ``TextFixed``, ``Invalid``."""
    _of_draft(analysis)
    owner = session.get(Staff, owner_id)
    if owner is None or not owner.active or not (owner.estates is None or str(analysis.estate_id) in owner.estates):
        raise Invalid({"owner_id": [N_("Choose somebody who works in this estate.")]})
    if due_on < clock.today(settings_of(session).site_zone):
        raise Invalid({"due_on": [N_("This day has passed.")]})
    return owner


def _of_draft(analysis: Analysis) -> None:
    if analysis.state is not AnalysisState.DRAFTED:
        raise TextFixed


def _facts(analysis: Analysis, measure: Measure, at: datetime) -> dict[str, Any]:
    return {
        "measure_id": measure.id,
        "analysis_id": analysis.id,
        "estate_id": measure.estate_id,
        "year": analysis.year,
        "quarter": analysis.quarter,
        "words": measure.words,
        "owner_id": measure.owner_id,
        "owner": measure.owner,
        "due_on": measure.due_on,
        "at": at,
    }
