"""The visits service's verbs, its only writers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.models import ApiClient, Customer, Estate, MajorProblem, MajorVisit, Premises, Staff
from shared import audit, clock, copies, erasure, eventlog, outbox
from shared.copies import Copies
from shared.db import actor_of
from shared.erasure import table_of
from shared.errors import N_, DomainError, Invalid, existing
from shared.redaction import Redaction

COPIES: Copies = {
    contracts.EstateChanged: Estate,
    contracts.PremisesChanged: Premises,
    contracts.CustomerChanged: Customer,
    contracts.StaffChanged: Staff,
    contracts.ApiClientChanged: ApiClient,
}

# What stays in the log of events about somebody who was erased.
KEPT: eventlog.Kept = {
    contracts.CustomerChanged: ("kind", "unit_path", "language"),
    contracts.CustomerErased: (),
    contracts.MajorProblemFlagged: ("number", "unit_path", "by"),
    contracts.MajorProblemWithdrawn: (),
}
WORDS = ("met", "words", "promised")


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


def forget(session: Session) -> None:
    """Empties the copies, to be filled again from the event log."""
    copies.empty(session, COPIES)
    session.execute(delete(MajorProblem))


def erase_household(session: Session, event: contracts.CustomerErased) -> None:
    """The copy goes for good, and what was said about its requests: that the lead was there, and when, stays.

    Done twice, it changes nothing more.
    """
    subjects = [event.customer_id, *event.member_ids, *event.ticket_ids]
    redaction = Redaction(texts=eventlog.told(session, subjects, ("name", "phone", "email")))
    eventlog.erase(session, subjects, KEPT)
    eventlog.rewrite(session, event.told_ids, redaction)
    _erase_problems(session, event, redaction)
    erasure.rewrite_machinery(session, redaction)
    erasure.give_up_events(session, subjects)
    erasure.forget_answers(session, event.ticket_ids)
    copies.end(session, contracts.CustomerChanged, Customer, event.customer_id)
    erasure.record(session, event.customer_id, event.estate_id)


def _erase_problems(session: Session, event: contracts.CustomerErased, redaction: Redaction) -> None:
    problems, visits = table_of(MajorProblem), table_of(MajorVisit)
    erasure.blank(session, problems, problems.c.ticket_id.in_(event.ticket_ids), "title", "reason", customer_id=None)
    erasure.blank(session, visits, visits.c.ticket_id.in_(event.ticket_ids), *WORDS)
    for table in (problems, visits):
        erasure.rewrite(session, table, table.c.ticket_id.in_(event.told_ids), redaction)
    of = MajorVisit.ticket_id
    own = session.scalars(select(MajorVisit.id).where(of.in_(event.ticket_ids))).all()
    audit.erase(session, own, redaction, WORDS)
    audit.erase(session, session.scalars(select(MajorVisit.id).where(of.in_(event.told_ids))).all(), redaction)


def _recorded(visit: MajorVisit, by_id: UUID | None, at: datetime) -> contracts.MajorVisitRecorded:
    told = ("id", "estate_id", "ticket_id", "number", "visited_at", "met", "words", "promised")
    facts = {name: getattr(visit, name) for name in told}
    return contracts.MajorVisitRecorded(**facts, by_id=by_id, by=visit.visited_by, at=at)
