"""Keeping the facts that the quarterly analysis counts: each event changes them once, however often it comes (A2.8)."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.survey import contracts
from services.survey.models import OUTAGES, Contact, ContactKind, Issue, Outage

TOLD = ("number", "kind", "tier", "status", "customer_id", "unit_id")
UNDONE = ("resolved_at", "declined_at", "answered_at", "closed_at")


def open_issue(session: Session, event: contracts.TicketOpened, version: int) -> None:
    if session.get(Issue, event.ticket_id) is not None:
        return
    issue = Issue(
        id=event.ticket_id, estate_id=event.estate_id, at_version=version, opened_at=event.at,
        category=event.category, channel=event.channel, outcome="", reopened=False, merged=False, major=False,
        late_acknowledge=False, late_respond=False, late_resolve=False, late_answer=False,
        **{name: getattr(event, name) for name in TOLD},
    )  # fmt: skip
    session.add(issue)
    session.flush()


def move_issue(session: Session, event: contracts.TicketFact, version: int, **facts: Any) -> None:
    """Of what is older than what is known, and of tickets that were filed before anybody counted, nothing is kept."""
    issue = session.get(Issue, event.ticket_id)
    if issue is not None and version >= issue.at_version:
        told = {name: getattr(event, name) for name in TOLD}
        _change(issue, {"at_version": version, **told, **facts})


def decide_issue(session: Session, event: contracts.TicketFact, version: int, at: str, outcome: str) -> None:
    """It was solved, declined or answered, in the column ``at``; what was done says more than what was answered."""
    issue = session.get(Issue, event.ticket_id)
    words = issue.outcome if issue is not None and issue.outcome and at == "answered_at" else outcome
    move_issue(session, event, version, **{at: event.at}, outcome=words)


def reopen_issue(session: Session, event: contracts.TicketReopened, version: int) -> None:
    move_issue(session, event, version, **dict.fromkeys(UNDONE), outcome="", reopened=True)


def note_late(session: Session, event: contracts.ClockBreached) -> None:
    """Whatever came since: a promise that was broken stays so."""
    issue = session.get(Issue, event.ticket_id)
    if issue is not None:
        _change(issue, {f"late_{event.clock}": True})


def note_visit(session: Session, event: contracts.VisitRecorded) -> None:
    told = {"score": event.evaluation, "told": event.needs, "customer_id": event.customer_id}
    _keep(session, Contact, event.visit_id, event.estate_id, kind=ContactKind.VISIT, at=event.visited_at, **told)


def note_emptying(session: Session, event: contracts.MailboxEmptied) -> None:
    facts = {"score": None, "told": event.letters, "customer_id": None}
    _keep(session, Contact, event.emptying_id, event.estate_id, kind=ContactKind.MAILBOX, at=event.emptied_at, **facts)


def note_symposium(session: Session, event: contracts.SymposiumChanged) -> None:
    """One that was planned, and not held, has heard nobody."""
    if event.held_at is None or event.deleted:
        _drop(session, Contact, event.id)
        return
    facts = {"score": None, "told": event.attended, "customer_id": None}
    _keep(session, Contact, event.id, event.estate_id, kind=ContactKind.SYMPOSIUM, at=event.held_at, **facts)


def note_meeting(session: Session, event: contracts.MeetingHeld) -> None:
    """One to which nobody of the owners' committee came has heard no resident."""
    if event.committee:
        facts = {"score": None, "told": event.committee, "customer_id": None}
        _keep(session, Contact, event.meeting_id, event.estate_id, kind=ContactKind.MEETING, at=event.held_at, **facts)


def note_outage(session: Session, event: contracts.NoticePublished) -> None:
    if event.kind not in OUTAGES or session.get(Outage, event.notice_id) is not None:
        return
    facts: dict[str, Any] = {name: getattr(event, name) for name in ("kind", "title", "title_en", "emergency_reason")}
    facts |= {"number": event.number or "", "starts_at": event.starts_at or event.at}
    _keep(session, Outage, event.notice_id, event.estate_id, announced_at=None, withdrawn_at=None, **facts)


def note_announced(session: Session, event: contracts.OutageAnnounced) -> None:
    _mark(session, event, "announced_at")


def note_withdrawn(session: Session, event: contracts.NoticeWithdrawn) -> None:
    _mark(session, event, "withdrawn_at")


def note_replaced(session: Session, event: contracts.NoticeReplaced) -> None:
    """The version that corrects it is a notice of its own."""
    _drop(session, Outage, event.notice_id)


def _mark(session: Session, event: contracts.NoticeFact, column: str) -> None:
    outage = session.get(Outage, event.notice_id)
    if outage is not None:
        _change(outage, {column: event.at})


def _keep(session: Session, table: type[Any], key: UUID, estate_id: UUID, **facts: Any) -> None:
    row = session.get(table, key)
    if row is None:
        session.add(table(id=key, estate_id=estate_id, **facts))
        session.flush()
    else:
        _change(row, facts)


def _change(row: Any, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(row, name, value)


def _drop(session: Session, table: type[Any], key: UUID) -> None:
    row = session.get(table, key)
    if row is not None:
        session.delete(row)
        session.flush()
