"""Reads of the day: how many tickets need somebody, and what a person does next."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from services.ticketing.models import Staff, Ticket
from services.ticketing.queries.tickets import (
    NOT_CLOSED,
    TO_ANSWER,
    TO_DO,
    is_due_soon,
    is_late,
    is_stranded,
    row_parts,
)
from shared import clock
from shared.permissions import allowed

MOST_WORK = 100
UNSOLVED = Ticket.status.in_(TO_DO)


@dataclass(frozen=True, slots=True)
class Counts:
    """Tickets beyond their time, due within the hour, nobody's, to be answered; one's own to solve, or to
    advise on; of somebody who is not here.
    """

    late: int
    soon: int
    unassigned: int
    unanswered: int
    mine: int
    stranded: int
    asked: int


def counts(session: Session, me: UUID | None) -> Counts:
    """One query."""
    now = clock.now()
    conditions = {
        "late": is_late(now),
        "soon": is_due_soon(now),
        "unassigned": and_(UNSOLVED, Ticket.assignee_id.is_(None)),
        "unanswered": Ticket.status.in_(TO_ANSWER),
        "mine": and_(UNSOLVED, Ticket.assignee_id == me),
        "stranded": and_(UNSOLVED, is_stranded(session)),
        "asked": Ticket.referred_to_id == me,
    }
    columns = [func.count().filter(condition).label(name) for name, condition in conditions.items()]
    counted = session.execute(select(*columns).select_from(Ticket).where(NOT_CLOSED)).one()
    return Counts(**counted._mapping)


def next_due(session: Session, me: Staff, limit: int = 8) -> Sequence[Ticket]:
    """What comes due first: of all tickets for who dispatches, of the own and the team's for others."""
    return _first(session, select(Ticket) if allowed(me.roles, "tickets.dispatch") else _given_to(me), limit)


def work(session: Session, me: Staff) -> Sequence[Ticket]:
    """What the person, or anybody of the team, has still to solve; the most urgent first."""
    return _first(session, _given_to(me), MOST_WORK)


def count_to_solve(session: Session, staff_id: UUID) -> int:
    """How many tickets the person has still to solve."""
    mine = select(func.count()).select_from(Ticket).where(Ticket.assignee_id == staff_id, NOT_CLOSED, UNSOLVED)
    return session.scalar(mine) or 0


def to_solve(session: Session, staff_id: UUID) -> Sequence[Ticket]:
    """What the person has still to solve; the most urgent first."""
    return _first(session, select(Ticket).where(Ticket.assignee_id == staff_id), None)


def _given_to(me: Staff) -> Select[Ticket]:
    to_me = Ticket.assignee_id == me.id
    return select(Ticket).where(or_(to_me, Ticket.team == me.team) if me.team else to_me)


def _first(session: Session, found: Select[Ticket], limit: int | None) -> Sequence[Ticket]:
    unsolved = found.where(NOT_CLOSED, UNSOLVED).options(*row_parts())
    return session.scalars(unsolved.order_by(Ticket.next_due_at, Ticket.id).limit(limit)).unique().all()
