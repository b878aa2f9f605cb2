"""All that somebody has still to solve goes to others: of who is away, has left, or has too much."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from services.ticketing import contracts
from services.ticketing.handlers.absences import here
from services.ticketing.handlers.dispatch import assign, assign_in_turn
from services.ticketing.handlers.escalation import whom_to_tell
from services.ticketing.handlers.loading import ticket_of
from services.ticketing.handlers.ticket_events import facts
from services.ticketing.models import LADDER, UNSOLVED, Absence, Staff, Step, Takeover, Ticket
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid, existing


class NothingToHandOver(DomainError):
    message = N_("%(name)s has nothing to solve.")


def pass_on(session: Session, *, staff_id: UUID, way: Takeover, to_id: UUID | None = None) -> int:
    """Hands over every ticket of the person that is still to be solved, or none; tells how many.

    ``to_id`` is the colleague. Raises ``NotFound``, ``NothingToHandOver``, ``Away``, ``Invalid``.
    """
    member = existing(session.get(Staff, staff_id))
    tickets = to_solve(session, member.id)
    if not tickets:
        raise NothingToHandOver(name=member.name)
    if way is Takeover.COLLEAGUE and to_id in (None, member.id):
        raise Invalid({"to_id": [N_("Choose who takes it over.")]})
    for ticket_id in tickets:
        _one(session, ticket_id, way, to_id)
    return len(tickets)


def tell_left_behind(session: Session, *, absence_id: UUID) -> int:
    """Somebody is away: tells those above of what is still to be solved, in each estate. Tells how many tickets."""
    absence = session.get_one(Absence, absence_id, options=[joinedload(Absence.staff)])
    if here(session, absence.staff):
        return 0
    unsolved = select(Ticket.estate_id, func.count()).where(
        Ticket.assignee_id == absence.staff_id, Ticket.status.in_(UNSOLVED)
    )
    left = session.execute(unsolved.group_by(Ticket.estate_id)).all()
    for estate_id, count in left:
        role, staff_ids = whom_to_tell(session, estate_id, LADDER[1], absence.staff)
        audit.record(session, "absence.left_behind", absence, note=role)
        event = contracts.WorkLeftBehind(
            staff_id=absence.staff_id,
            name=absence.staff.name,
            estate_id=estate_id,
            count=count,
            last_day=absence.last_day,
            role=role,
            staff_ids=staff_ids,
            at=clock.now(),
        )
        outbox.add(session, event, absence)
    return sum(count for _estate_id, count in left)


def to_solve(session: Session, staff_id: UUID) -> Sequence[UUID]:
    """The ids of the person's tickets that are still to be solved, in the estates that the actor sees."""
    mine = select(Ticket.id).where(Ticket.assignee_id == staff_id, Ticket.status.in_(UNSOLVED))
    return session.scalars(mine.order_by(Ticket.next_due_at, Ticket.id)).all()


def _one(session: Session, ticket_id: UUID, way: Takeover, to_id: UUID | None) -> None:
    if way is Takeover.COLLEAGUE and to_id:
        assign(session, ticket_id=ticket_id, assignee_id=to_id)
    elif way is Takeover.IN_TURN:
        assign_in_turn(session, ticket_id=ticket_id)
    else:
        _give_back(session, ticket_id)


def _give_back(session: Session, ticket_id: UUID) -> None:
    """The team has it again; anybody of it can take it."""
    ticket = ticket_of(session, ticket_id)
    ticket.after(Step.ASSIGN)
    name, previous = ticket.assignee.name if ticket.assignee else "", ticket.assignee_id
    ticket.assignee = ticket.assignee_id = None
    audit.record(session, "ticket.give_back", ticket, note=name)
    event = contracts.TicketGivenBack(
        **facts(session, ticket), by=actor_of(session).name, previous_assignee_id=previous, team=ticket.team
    )
    outbox.add(session, event, ticket)
