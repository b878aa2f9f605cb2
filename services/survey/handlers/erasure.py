"""An erased household leaves the survey service; what it answered is counted all the same."""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.survey import contracts
from services.survey.models import (
    Analysis,
    AnalysisFigures,
    Contact,
    Customer,
    FollowUp,
    Invitation,
    Issue,
    IssueReporter,
    Measure,
    PaperEntry,
    Sheet,
    TextTag,
)
from shared import audit, copies, erasure, eventlog
from shared.redaction import MARK, Redaction

OF_TICKET = ("number", "kind", "tier", "status")
STEPS = (
    contracts.TicketAcknowledged,
    contracts.TicketTierChanged,
    contracts.TicketResolved,
    contracts.TicketDeclined,
    contracts.TicketAnswered,
    contracts.TicketClosed,
    contracts.TicketReopened,
    contracts.TicketMerged,
    contracts.TicketRated,
    contracts.MajorProblemFlagged,
    contracts.MajorProblemWithdrawn,
)
# What stays in the log of events about somebody who was erased.
KEPT: eventlog.Kept = {
    contracts.CustomerChanged: ("kind", "unit_path", "language"),
    contracts.CustomerErased: (),
    contracts.FollowUpOpened: ("number",),
    contracts.TicketOpened: (*OF_TICKET, "channel", "category"),
    contracts.TicketClassified: (*OF_TICKET, "category"),
    contracts.ClockBreached: (*OF_TICKET, "clock"),
    **dict.fromkeys(STEPS, OF_TICKET),
    contracts.VisitRecorded: (),
}


def erase_household(session: Session, event: contracts.CustomerErased) -> None:
    """The copy goes for good, and from the log what it was made of; of its answers, all but who gave them stays.

    Done twice, it changes nothing more.
    """
    visits = session.scalars(select(Contact.id).where(Contact.customer_id == event.customer_id)).all()
    subjects = [event.customer_id, *event.member_ids, *event.ticket_ids, *visits]
    redaction = Redaction(texts=eventlog.told(session, subjects, ("name", "phone", "email")))
    eventlog.erase(session, subjects, KEPT)
    eventlog.rewrite(session, event.told_ids, redaction)
    erasure.rewrite_machinery(session, redaction)
    erasure.give_up_events(session, subjects)
    _erase_answers(session, event.customer_id, redaction)
    _erase_follow_ups(session, event, redaction)
    _erase_facts(session, event, redaction)
    _erase_analyses(session, event, redaction)
    copies.end(session, contracts.CustomerChanged, Customer, event.customer_id)
    erasure.record(session, event.customer_id, event.estate_id)


def _erase_answers(session: Session, customer_id: UUID, redaction: Redaction) -> None:
    session.flush()
    invitations, sheets = erasure.table_of(Invitation), erasure.table_of(Sheet)
    own = invitations.c.customer_id == customer_id
    answered = sheets.c.invitation_id.in_(select(invitations.c.id).where(own))
    tags = erasure.table_of(TextTag)
    erasure.rewrite(session, sheets, answered, redaction)
    entries = erasure.table_of(PaperEntry)
    erasure.rewrite(session, entries, entries.c.sheet_id.in_(select(sheets.c.id).where(answered)), redaction)
    erasure.rewrite(session, tags, tags.c.sheet_id.in_(select(sheets.c.id).where(answered)), redaction)
    erasure.blank(session, invitations, own, "name", kept=None)


def _erase_follow_ups(session: Session, event: contracts.CustomerErased, redaction: Redaction) -> None:
    """That something was done stays, and under which number."""
    rows = erasure.table_of(FollowUp)
    own = rows.c.ticket_id.in_(event.ticket_ids) | (rows.c.customer_id == event.customer_id)
    subjects = session.scalars(select(FollowUp.id).where(own)).all()
    erasure.blank(session, rows, own, "description", "outcome", customer_id=None)
    audit.erase(session, subjects, redaction, ("description", "outcome"))


def _erase_facts(session: Session, event: contracts.CustomerErased, redaction: Redaction) -> None:
    """What was asked and done is counted all the same (A2.8)."""
    issues, contacts = erasure.table_of(Issue), erasure.table_of(Contact)
    own = issues.c.id.in_(event.ticket_ids) | (issues.c.customer_id == event.customer_id)
    erasure.blank(session, issues, own, "outcome", customer_id=None)
    erasure.rewrite(session, issues, issues.c.id.in_(event.told_ids), redaction)
    erasure.blank(session, contacts, contacts.c.customer_id == event.customer_id, customer_id=None)
    session.execute(delete(IssueReporter).where(IssueReporter.customer_id == event.customer_id))


def _erase_analyses(session: Session, event: contracts.CustomerErased, redaction: Redaction) -> None:
    """They name nobody, unless somebody wrote a name; why a request was declined is told of it no longer."""
    tickets = set(map(str, event.ticket_ids))
    for kept in session.scalars(select(AnalysisFigures).where(AnalysisFigures.estate_id == event.estate_id)):
        reasons = kept.numbers["reasons"]
        marked = [row | {"words": MARK} if row["ticket_id"] in tickets else row for row in reasons]
        kept.numbers = kept.numbers | {"reasons": marked}
    session.flush()
    for model in (AnalysisFigures, Analysis, Measure):
        table = erasure.table_of(model)
        changed = erasure.rewrite(session, table, table.c.estate_id == event.estate_id, redaction)
        audit.erase(session, changed, redaction)
