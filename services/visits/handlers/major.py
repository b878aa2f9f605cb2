"""重大问题: the project lead sees them in person (A2.10)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.models import MajorProblem, MajorVisit
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid, existing


class AlreadyVisited(DomainError):
    message = N_("The visit to this problem has been recorded already.")


def keep_problem(session: Session, event: contracts.MajorProblemFlagged) -> None:
    """The ticket is a major problem, maybe once more."""
    told = ("ticket_id", "estate_id", "number", "title", "customer_id", "unit_path", "reason")
    facts = {name: getattr(event, name) for name in told}
    session.merge(MajorProblem(**facts, flagged_by=event.by, flagged_at=event.at, withdrawn_at=None))


def withdraw_problem(session: Session, event: contracts.MajorProblemWithdrawn) -> None:
    """It was none after all."""
    if problem := session.get(MajorProblem, event.ticket_id):
        problem.withdrawn_at = event.at


def record_major_visit(
    session: Session, *, ticket_id: UUID, visited_at: datetime, met: str, words: str, promised: str = ""
) -> MajorVisit:
    """The project lead has been there in person (A2.10). Raises ``NotFound``, ``AlreadyVisited``, ``Invalid``."""
    problem, now = existing(session.get(MajorProblem, ticket_id)), clock.now()
    if session.scalars(select(MajorVisit.id).where(MajorVisit.ticket_id == ticket_id)).first():
        raise AlreadyVisited
    if visited_at > now:
        raise Invalid({"visited_at": [N_("A visit is recorded after it took place.")]})
    actor = actor_of(session)
    visit = MajorVisit(
        estate_id=problem.estate_id,
        ticket_id=ticket_id,
        number=problem.number,
        visited_at=visited_at,
        visited_by=actor.name,
        met=met,
        words=words,
        promised=promised,
    )
    session.add(visit)
    audit.record(session, "major_visit.record", visit)
    outbox.add_raw(session, _recorded(visit, actor.id, now), subject=str(ticket_id), version=1)
    return visit


def _recorded(visit: MajorVisit, by_id: UUID | None, at: datetime) -> contracts.MajorVisitRecorded:
    told = ("id", "estate_id", "ticket_id", "number", "visited_at", "met", "words", "promised")
    facts = {name: getattr(visit, name) for name in told}
    return contracts.MajorVisitRecorded(**facts, by_id=by_id, by=visit.visited_by, at=at)
