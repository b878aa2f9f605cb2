"""Clauses that notices carry: paper that hangs in time, outages, what is published, fees, signs."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.visits import contracts
from services.visits.clauses.cadences import Cadence, Unit, ends
from services.visits.clauses.clause import Clause, Per, Reading, Step
from services.visits.clauses.readings import in_period
from services.visits.models.duties import FactKind
from shared.errors import N_
from shared.events import Envelope

OUTAGES = frozenset({"power_outage", "water_outage", "lift_outage"})
AHEAD = timedelta(hours=24)
YEARLY, QUARTERLY = Cadence(Unit.YEAR), Cadence(Unit.QUARTER)
AFTER_QUARTER = Cadence(Unit.QUARTER, after=30)


def _notice_step(event: Any, kind: FactKind, **more: Any) -> Step:
    about = {"estate_id": event.estate_id, "subject_id": event.notice_id, "at": event.at}
    told = {"number": event.number or "", "href": f"/notify/notices/{event.notice_id}", "by": event.by}
    return Step(kind=kind, **about | told | more)


def _planned_outage(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    """Only an emergency is exempt."""
    if event.kind in OUTAGES and event.starts_at is not None and not event.emergency_reason:
        yield _notice_step(event, FactKind.OWED, label=event.number or "", due_at=event.starts_at - AHEAD)


def _announced(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    yield _notice_step(event, FactKind.PROOF)


def _ended(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    if event.kind in OUTAGES:
        yield _notice_step(event, FactKind.LAPSED)


def _posting_step(event: Any, kind: FactKind, **more: Any) -> Step:
    about = {"estate_id": event.estate_id, "subject_id": event.posting_id, "number": event.number}
    return Step(kind=kind, href=f"/notify/notices/{event.notice_id}", **about | more)


def _posted(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    label = f"{event.number} {event.place}"
    yield _posting_step(event, FactKind.OWED, at=event.at, label=label, due_at=event.due_at)
    yield _posting_step(event, FactKind.PROOF, at=event.posted_at or event.at, by=event.posted_by or "")


def _posting_late(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    if event.state == "to_post":
        label = f"{event.number} {event.place}"
        yield _posting_step(event, FactKind.OWED, at=event.at, label=label, due_at=event.due_at)


def _published(kind: str) -> Reading:
    """A notice of this kind is on the board."""

    def reading(event: Any, _envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
        if event.kind == kind:
            told = {"number": event.number or "", "href": f"/notify/notices/{event.notice_id}", "by": event.by}
            yield in_period(YEARLY, zone, event.estate_id, event.at, **told)

    return reading


def _statement(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    """Signed by the project lead, or it would not have been published; it counts for the quarter in which it ends."""
    yield Step(
        kind=FactKind.PROOF,
        estate_id=event.estate_id,
        subject_id=event.estate_id,
        at=event.at,
        period=AFTER_QUARTER.key_of(event.ends_on),
        number=f"{event.begins_on} – {event.ends_on}",
        href=f"/notify/statements/{event.statement_id}",
        by=event.signed_by,
    )


def _reminded(event: Any, _envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
    told = {"number": event.period, "href": "/notify/fee-reminders", "by": event.by}
    yield in_period(QUARTERLY, zone, event.estate_id, event.at, **told)


def _sign_step(event: Any, kind: FactKind, due_on: date, **more: Any) -> Step:
    about = {"estate_id": event.estate_id, "subject_id": event.sign_id, "period": due_on.isoformat(), "at": event.at}
    told = {"number": event.number, "href": f"/notify/signs/{event.sign_id}", "by": event.by}
    return Step(kind=kind, **about, **told, **more)


def _sign_owed(event: Any, _envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
    due_at = ends(event.next_due_on, zone)
    yield _sign_step(event, FactKind.OWED, event.next_due_on, label=event.number, due_at=due_at)


def _sign_inspected(event: Any, envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
    """The inspection that was due is done, and the next one is owed."""
    if event.due_on is not None:
        yield _sign_step(event, FactKind.PROOF, event.due_on)
    yield from _sign_owed(event, envelope, zone)


def _sign_gone(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    yield _sign_step(event, FactKind.LAPSED, event.next_due_on)


CLAUSES: tuple[Clause, ...] = (
    Clause(
        id="A1.2",
        title=N_("Notices on paper hang in time"),
        per=Per.PLACE,
        role="officer",
        when=N_("with each posting of a notice"),
        due=N_("by the time the notice is to hang"),
        proof=N_("the photo of the posting"),
        reads={contracts.NoticePosted: _posted, contracts.PostingLate: _posting_late},
    ),
    Clause(
        id="A1.3",
        title=N_("Signs are inspected"),
        per=Per.SIGN,
        role="officer",
        when=N_("at each sign's interval"),
        due=N_("by the end of the interval"),
        proof=N_("the inspection"),
        reads={
            contracts.SignRegistered: _sign_owed,
            contracts.SignInspected: _sign_inspected,
            contracts.SignTakenDown: _sign_gone,
        },
    ),
    Clause(
        id="A2.6",
        title=N_("Income and expenditure are signed by the project lead and posted"),
        per=Per.ESTATE,
        role="project_lead",
        when=N_("every quarter"),
        due=N_("within 30 days of the quarter's end"),
        proof=N_("the published statement"),
        cadence=AFTER_QUARTER,
        reads={contracts.StatementPublished: _statement},
    ),
    Clause(
        id="C2.1",
        title=N_("A planned outage is announced in every lobby 24 hours ahead"),
        per=Per.NOTICE,
        role="officer",
        when=N_("with each planned outage"),
        due=N_("24 hours before it starts"),
        proof=N_("the postings in the lobbies"),
        reads={
            contracts.NoticeApproved: _planned_outage,
            contracts.NoticePublished: _planned_outage,
            contracts.OutageAnnounced: _announced,
            contracts.NoticeWithdrawn: _ended,
            contracts.NoticeReplaced: _ended,
        },
    ),
    Clause(
        id="C2.2",
        title=N_("The prices of paid services are published"),
        per=Per.ESTATE,
        role="project_lead",
        when=N_("every year"),
        due=N_("by the end of the year"),
        proof=N_("the notice with the price list"),
        cadence=YEARLY,
        reads={contracts.NoticePublished: _published("price_list")},
    ),
    Clause(
        id="C2.6",
        title=N_("The service-time commitments are published"),
        per=Per.ESTATE,
        role="project_lead",
        when=N_("every year"),
        due=N_("by the end of the year"),
        proof=N_("the notice with the commitments"),
        cadence=YEARLY,
        reads={contracts.NoticePublished: _published("commitments")},
    ),
    Clause(
        id="C3",
        title=N_("Households are reminded of their fees"),
        per=Per.ESTATE,
        role="property_manager",
        when=N_("every quarter"),
        due=N_("by the end of the quarter"),
        proof=N_("the reminders sent"),
        cadence=QUARTERLY,
        reads={contracts.FeeReminderSent: _reminded},
    ),
    Clause(
        id="C3.1",
        title=N_("Fee standards and their basis are published"),
        per=Per.ESTATE,
        role="property_manager",
        when=N_("every year"),
        due=N_("by the end of the year"),
        proof=N_("the published fee standards"),
        cadence=YEARLY,
        awaits=("notify.fee_standards_published.v1",),
    ),
    Clause(
        id="C3.2",
        title=N_("The uses of the fee are declared by category"),
        per=Per.ESTATE,
        role="property_manager",
        when=N_("every quarter"),
        due=N_("within 30 days of the quarter's end"),
        proof=N_("the statement by categories"),
        cadence=AFTER_QUARTER,
        reads={contracts.StatementPublished: _statement},
    ),
)
