"""Beyond the own authority: the employee asks, the superior proposes a solution, both stay on the ticket (A2.4)."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.ticketing import contracts
from services.ticketing.handlers.absences import check_present
from services.ticketing.handlers.escalation import whom_to_tell
from services.ticketing.handlers.loading import check_works_on, ticket_of
from services.ticketing.handlers.ticket_events import facts
from services.ticketing.models import ANSWER_WITHIN, LADDER, Referral, Staff, Step, Ticket
from shared import audit, clock, outbox, timers
from shared.db import actor_of
from shared.errors import N_, DomainError, Forbidden, Invalid

REFERRAL_OVERDUE = "referral.overdue"


class AlreadyReferred(DomainError):
    message = N_("A superior has been asked already.")


class NotReferred(DomainError):
    message = N_("Nobody has been asked for a solution.")


class NotAsked(Forbidden):
    message = N_("Only the superior who was asked, or somebody above, proposes the solution.")


def refer(session: Session, *, ticket_id: UUID, superior_id: UUID, question: str) -> Ticket:
    """Asks a superior. Raises ``IllegalStep``, ``AlreadyReferred``, ``NotYourTicket``, ``Away``, ``Invalid``."""
    ticket, asker = ticket_of(session, ticket_id), _me(session)
    check_works_on(session, ticket)
    ticket.take(Step.REFER)
    if ticket.referred_to_id is not None:
        raise AlreadyReferred
    with session.no_autoflush:  # the ticket's changes are flushed only once they are recorded
        superior = _superior(session, superior_id, asker, ticket)
    referral = Referral(
        estate_id=ticket.estate_id,
        asked_by_id=asker.id,
        asked_by=asker.name,
        asked_at=clock.now(),
        question=question,
        superior=superior,
        superior_id=superior.id,
    )
    ticket.referrals.append(referral)
    ticket.referred_to_id = superior.id
    audit.record(session, "referral.ask", referral)
    audit.record(session, "ticket.refer", ticket, note=question)
    due_at = referral.asked_at + ANSWER_WITHIN[ticket.tier]
    timers.schedule(session, REFERRAL_OVERDUE, referral.id, due_at, rung=superior.rung + 1)
    event = contracts.TicketReferred(
        **facts(session, ticket), by=asker.name, question=question, superior=superior.name, staff_ids=[superior.id]
    )
    outbox.add(session, event, ticket)
    return ticket


def propose(session: Session, *, ticket_id: UUID, proposal: str) -> Ticket:
    """The superior's solution. Raises ``IllegalStep``, ``NotReferred``, ``NotAsked``."""
    ticket, me = ticket_of(session, ticket_id), _me(session)
    ticket.take(Step.PROPOSE)
    if ticket.referred_to_id is None:
        raise NotReferred
    referral = ticket.referrals[-1]
    if not may_propose(me, referral):
        raise NotAsked
    referral.proposed_at, referral.proposed_by, referral.proposal = clock.now(), me.name, proposal
    ticket.referred_to_id = None
    audit.record(session, "referral.propose", referral)
    audit.record(session, "ticket.propose", ticket, note=proposal)
    event = contracts.SolutionProposed(
        **facts(session, ticket), by=me.name, proposal=proposal, staff_ids=[referral.asked_by_id]
    )
    outbox.add(session, event, ticket)
    return ticket


def may_propose(me: Staff, referral: Referral) -> bool:
    return me.id == referral.superior_id or me.rung > referral.superior.rung


def remind_superiors(session: Session, *, referral_id: UUID, rung: int) -> bool:
    """The superior has not answered in time: tells the next role up, once for each. Tells whether it did."""
    referral = session.get_one(Referral, referral_id, options=[joinedload(Referral.superior)])
    ticket = ticket_of(session, referral.ticket_id)
    if referral.proposed_at is not None or ticket.referred_to_id is None or rung >= len(LADDER):
        return False
    role, staff_ids = whom_to_tell(session, ticket.estate_id, LADDER[rung], None)
    audit.record(session, "referral.overdue", ticket, note=role)
    again = clock.now() + ANSWER_WITHIN[ticket.tier]
    timers.schedule(session, REFERRAL_OVERDUE, referral.id, again, rung=LADDER.index(role) + 1)
    event = contracts.ReferralOverdue(
        **facts(session, ticket),
        superior=referral.superior.name,
        question=referral.question,
        role=role,
        staff_ids=staff_ids,
    )
    outbox.add(session, event, ticket)
    return True


def _me(session: Session) -> Staff:
    """Another system has no superior and is nobody's. Raises ``Forbidden``."""
    actor = actor_of(session)
    me = session.get(Staff, actor.id) if actor.kind == "staff" else None
    if me is None:
        raise Forbidden
    return me


def _superior(session: Session, superior_id: UUID, asker: Staff, ticket: Ticket) -> Staff:
    found = session.scalars(select(Staff).where(Staff.id == superior_id, Staff.active)).first()
    if found is None or found.rung <= asker.rung or not found.works_in(ticket.estate_id):
        raise Invalid({"superior_id": [N_("Choose somebody above you who works in this estate.")]})
    check_present(session, found)
    return found
