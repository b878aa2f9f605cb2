"""Clauses that the front desk carries: requests, the mailbox, the hotline, what teams make of needs."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.visits import contracts
from services.visits.clauses.cadences import Cadence, Unit, day_of, ends, week_key
from services.visits.clauses.clause import Clause, Per, Step
from services.visits.clauses.readings import (
    clock_broken,
    in_period,
    ticket_ends,
    ticket_proves,
    ticket_step,
    ticket_taken,
)
from services.visits.models.duties import FactKind
from shared.errors import N_
from shared.events import Envelope

ARRIVES_WITHIN = {"emergency": timedelta(minutes=10), "urgent": timedelta(minutes=15)}
VISITED_WITHIN = timedelta(days=3)
ADJUSTED_WITHIN = timedelta(days=7)
WEEKLY = Cadence(Unit.WEEK)


def _opened(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    yield ticket_step(event, FactKind.OWED, label=event.number)


def _reopened(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    yield ticket_step(event, FactKind.AGAIN, label=event.number)


def _complaint_or_repair(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    if event.kind in ("complaint", "repair"):
        yield ticket_step(event, FactKind.OWED, label=event.number)


def _indoor_repair(event: Any, _envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
    if event.kind == "repair" and event.area == "indoor":
        within = ARRIVES_WITHIN.get(event.tier)
        due_at = event.at + within if within else ends(day_of(event.at, zone), zone)
        yield ticket_step(event, FactKind.OWED, label=event.number, due_at=due_at)


def _time_agreed(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    yield ticket_step(event, FactKind.MOVED, due_at=event.agreed_at)


def _referred(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    owner = event.staff_ids[0] if len(event.staff_ids) == 1 else None
    yield ticket_step(event, FactKind.AGAIN, label=event.number, owner_id=owner)


def _referral_overdue(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    yield ticket_step(event, FactKind.BROKEN)


def _flagged(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    yield ticket_step(event, FactKind.OWED, label=event.number, due_at=event.at + VISITED_WITHIN)


def _withdrawn(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    yield ticket_step(event, FactKind.LAPSED)


def _lead_visited(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    yield ticket_step(event, FactKind.PROOF, at=event.visited_at, href=f"/visits/major/{event.ticket_id}")


def _emptied(event: Any, _envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
    told = {
        "number": f"{event.place} {day_of(event.emptied_at, zone)}",
        "href": "/ticketing/mailbox-log",
        "by": event.by,
    }
    yield in_period(WEEKLY, zone, event.estate_id, event.emptied_at, **told)


def _gap(event: Any, _envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
    label = f"{event.starts_at.astimezone(zone):%Y-%m-%d %H:%M}"
    about = {"estate_id": event.estate_id, "subject_id": event.gap_id, "at": event.at, "href": "/ticketing/roster"}
    yield Step(kind=FactKind.OWED, label=label, due_at=event.starts_at, **about)


def _gap_settled(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    kind = FactKind.PROOF if event.covered else FactKind.BROKEN
    about = {"estate_id": event.estate_id, "subject_id": event.gap_id, "at": event.at, "href": "/ticketing/roster"}
    yield Step(kind=kind, **about)


def _digest(event: Any, envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    if event.team is not None:
        about = {"estate_id": event.estate_id, "subject_id": event.digest_id, "href": "/ticketing/needs"}
        due_at = event.ends_at + ADJUSTED_WITHIN
        yield Step(kind=FactKind.OWED, label=event.team, at=envelope.time, due_at=due_at, **about)


def _adjusted(event: Any, _envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
    about = {"estate_id": event.estate_id, "subject_id": event.digest_id, "href": "/ticketing/needs"}
    yield Step(kind=FactKind.PROOF, at=event.at, by=event.by, number=week_key(day_of(event.ends_at, zone)), **about)


def _registered(event: Any, envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
    """Who is registered on the day of moving in, or before."""
    if event.moved_in_on is None or event.deleted or event.merged_into_id is not None:
        return
    about = {"estate_id": event.estate_id, "subject_id": event.id, "at": envelope.time}
    about |= {"label": event.unit_path, "number": event.unit_path, "href": f"/ticketing/customers/{event.id}"}
    yield Step(kind=FactKind.OWED, due_at=ends(event.moved_in_on, zone), **about)
    yield Step(kind=FactKind.PROOF, **about)


CLAUSES: tuple[Clause, ...] = (
    Clause(
        id="A2.3-teams",
        title=N_("Teams adjust their work to what residents need"),
        per=Per.DEPARTMENT,
        role="team_member",
        when=N_("with each weekly digest of needs"),
        due=N_("within 7 days"),
        proof=N_("what the team changes"),
        reads={contracts.NeedsDigestPublished: _digest, contracts.NeedsAdjusted: _adjusted},
    ),
    Clause(
        id="A2.4",
        title=N_("Who is asked for a solution proposes one"),
        per=Per.TICKET,
        role="supervisor",
        when=N_("when a request is referred to a superior"),
        due=N_("within 5 minutes, 10 minutes or an hour, by urgency"),
        proof=N_("the proposed solution"),
        watched=True,
        reads={
            contracts.TicketReferred: _referred,
            contracts.SolutionProposed: ticket_proves,
            contracts.ReferralOverdue: _referral_overdue,
        },
    ),
    Clause(
        id="A2.9",
        title=N_("The lead's mailbox is emptied"),
        per=Per.ESTATE,
        role="officer",
        when=N_("every week"),
        due=N_("by Sunday"),
        proof=N_("the emptying log"),
        cadence=WEEKLY,
        reads={contracts.MailboxEmptied: _emptied},
    ),
    Clause(
        id="A2.9-letters",
        title=N_("Letters to the lead are answered"),
        per=Per.TICKET,
        role="project_lead",
        when=N_("with each letter"),
        due=N_("within the committed time"),
        proof=N_("the answer"),
        watched=True,
        reads={
            contracts.MailboxLetterReceived: _opened,
            contracts.TicketAnswered: ticket_proves,
            contracts.TicketMerged: ticket_ends,
            contracts.ClockBreached: clock_broken("answer"),
        },
    ),
    Clause(
        id="A2.10",
        title=N_("The project lead visits a major problem in person"),
        per=Per.TICKET,
        role="project_lead",
        when=N_("when a ticket is called a major problem"),
        due=N_("within 3 days"),
        proof=N_("the record of the visit"),
        reads={
            contracts.MajorProblemFlagged: _flagged,
            contracts.MajorProblemWithdrawn: _withdrawn,
            contracts.MajorVisitRecorded: _lead_visited,
        },
    ),
    Clause(
        id="C1.4.1",
        title=N_("A customer who moves in is registered"),
        per=Per.HOUSEHOLD,
        role="officer",
        when=N_("when somebody moves in"),
        due=N_("on the day of moving in"),
        proof=N_("the registration"),
        reads={contracts.CustomerChanged: _registered},
    ),
    Clause(
        id="C1.4.2",
        title=N_("Customer service accepts every complaint and repair"),
        per=Per.TICKET,
        role="officer",
        when=N_("with each complaint or repair"),
        due=N_("within the committed time"),
        proof=N_("that it was accepted"),
        watched=True,
        reads={
            contracts.TicketOpened: _complaint_or_repair,
            contracts.TicketAcknowledged: ticket_proves,
            contracts.TicketAssigned: ticket_proves,
            contracts.TicketArrived: ticket_proves,
            contracts.TicketResolved: ticket_proves,
            contracts.TicketDeclined: ticket_proves,
            contracts.TicketMerged: ticket_ends,
            contracts.ClockBreached: clock_broken("acknowledge"),
        },
    ),
    Clause(
        id="C1.4.3",
        title=N_("Every request is answered"),
        per=Per.TICKET,
        role="officer",
        when=N_("with each request"),
        due=N_("within the committed time"),
        proof=N_("the answer"),
        watched=True,
        reads={
            contracts.TicketOpened: _opened,
            contracts.TicketAnswered: ticket_proves,
            contracts.TicketReopened: _reopened,
            contracts.TicketMerged: ticket_ends,
            contracts.ClockBreached: clock_broken("answer"),
        },
    ),
    Clause(
        id="C2.4",
        title=N_("The hotline is staffed day and night"),
        per=Per.GAP,
        role="supervisor",
        when=N_("when nobody is planned at the hotline"),
        due=N_("before the gap begins"),
        proof=N_("the filled roster"),
        reads={contracts.HotlineGap: _gap, contracts.HotlineGapSettled: _gap_settled},
    ),
    Clause(
        id="C2.5",
        title=N_("Indoor repairs are reached or handled in time"),
        per=Per.TICKET,
        role="team_member",
        when=N_("with each indoor repair"),
        due=N_("within 10 minutes, 15 minutes, or the same day or the agreed time"),
        proof=N_("arrival or completion"),
        watched=True,
        reads={
            contracts.TicketOpened: _indoor_repair,
            contracts.TicketAssigned: ticket_taken,
            contracts.TicketTimeAgreed: _time_agreed,
            contracts.TicketArrived: ticket_proves,
            contracts.TicketResolved: ticket_proves,
            contracts.TicketDeclined: ticket_proves,
            contracts.TicketMerged: ticket_ends,
            contracts.ClockBreached: clock_broken("respond"),
        },
    ),
)
