"""An erased household leaves the visits service; that it was visited, and when, stays."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.handlers.visit_pictures import drop_pictures
from services.visits.models import (
    Concern,
    Customer,
    MajorProblem,
    MajorVisit,
    Meeting,
    MeetingAction,
    MeetingTopic,
    NeedsDigest,
    PartyContact,
    PartyTalk,
    PartyTask,
    PeriodReport,
    Promotion,
    PromotionChange,
    Symposium,
    SymposiumOpinion,
    Visit,
    VisitNeed,
    VisitRecord,
    WeeklySummary,
)
from shared import audit, copies, erasure, eventlog
from shared.erasure import table_of
from shared.redaction import Redaction

TELLS_NOBODY = ("number", "kind", "area", "tier", "status", "clock", "by", "into_number", "assignee_name")
# What stays in the log of events about somebody who was erased.
KEPT: eventlog.Kept = {
    contracts.CustomerChanged: ("kind", "unit_path", "language"),
    contracts.CustomerErased: (),
    contracts.MajorProblemFlagged: ("number", "unit_path", "by"),
    contracts.MajorProblemWithdrawn: (),
    contracts.MajorVisitRecorded: ("number", "by"),
    contracts.VisitRecorded: ("kind", "unit_path", "by"),
    **dict.fromkeys(contracts.TICKET_FACTS, TELLS_NOBODY),
}
WORDS = ("met", "words", "promised")
NEED_WORDS = ("title", "answer")
OF_PARTIES = (PartyContact, PartyTalk, PartyTask, Promotion, PromotionChange)
GATHERINGS = (
    Symposium,
    SymposiumOpinion,
    Meeting,
    MeetingAction,
    MeetingTopic,
    NeedsDigest,
    WeeklySummary,
    PeriodReport,
    *OF_PARTIES,
)


def erase_household(session: Session, event: contracts.CustomerErased) -> None:
    """The copy goes for good, and what was said about its requests: that the lead was there, and when, stays.

    Done twice, it changes nothing more.
    """
    subjects = [event.customer_id, *event.member_ids, *event.ticket_ids]
    redaction = Redaction(texts=eventlog.told(session, subjects, ("name", "phone", "email")))
    visits = session.scalars(select(Visit.id).where(Visit.customer_id == event.customer_id)).all()
    eventlog.erase(session, [*subjects, *visits], KEPT)
    eventlog.rewrite(session, event.told_ids, redaction)
    _erase_problems(session, event, redaction)
    _erase_concerns(session, event, redaction)
    _erase_records(session, event, redaction)
    _erase_gatherings(session, event, redaction)
    drop_pictures(session, event.customer_id)
    erasure.rewrite_machinery(session, redaction)
    erasure.give_up_events(session, subjects)
    erasure.forget_answers(session, event.ticket_ids)
    copies.end(session, contracts.CustomerChanged, Customer, event.customer_id)
    erasure.record(session, event.customer_id, event.estate_id)


def _erase_gatherings(session: Session, event: contracts.CustomerErased, redaction: Redaction) -> None:
    """Whoever was invited, signed in, spoke or was spoken of is named there as it was written down."""
    session.flush()
    for table in map(table_of, GATHERINGS):
        changed = erasure.rewrite(session, table, table.c.estate_id == event.estate_id, redaction)
        audit.erase(session, changed, redaction)
        eventlog.rewrite(session, changed, redaction)


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


def _erase_concerns(session: Session, event: contracts.CustomerErased, redaction: Redaction) -> None:
    concerns = table_of(Concern)
    erasure.blank(session, concerns, concerns.c.ticket_id.in_(event.ticket_ids), "title")
    erasure.rewrite(session, concerns, concerns.c.ticket_id.in_(event.told_ids), redaction)


def _erase_records(session: Session, event: contracts.CustomerErased, redaction: Redaction) -> None:
    for model, columns in ((VisitRecord, WORDS), (VisitNeed, NEED_WORDS)):
        table = table_of(model)
        own = table.c.customer_id == event.customer_id
        erasure.blank(session, table, own, *columns)
        erasure.rewrite(session, table, table.c.customer_id != event.customer_id, redaction)
        rows = session.scalars(select(table.c.id).where(own)).all()
        audit.erase(session, rows, redaction, columns)
    visits = session.scalars(select(Visit.id).where(Visit.customer_id == event.customer_id)).all()
    audit.erase(session, visits, redaction)
