"""Reads of the staff directory."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import Session

from services.ticketing.models import Staff, Ticket
from services.ticketing.queries.absences import away_today
from shared.actors import Actor
from shared.db import actor_of
from shared.errors import existing
from shared.paging import Page, page
from shared.permissions import allowed


def staff_member(session: Session, staff_id: UUID) -> Staff:
    """Raises ``NotFound``."""
    return existing(session.get(Staff, staff_id))


def staff_list(session: Session, *, after: str | None = None, limit: int = 50) -> Page[Staff]:
    """All accounts by user name."""
    return page(session, select(Staff), [Staff.username], after=after, limit=limit)


class Candidate(NamedTuple):
    """Somebody with the number of open tickets; ``away_until`` of who is away cannot be sent."""

    member: Staff
    load: int
    away_until: date | None


def candidates(session: Session, estate_id: UUID | None = None) -> Sequence[Candidate]:
    """Who can be sent to a ticket of the estate; the least busy first, those who are away last.

    Without an estate, who works in any that the reader sees. Three queries.
    """
    busy, away = _open_tickets(session), away_today(session)
    working = [
        Candidate(member, busy.get(member.id, 0), away.get(member.id))
        for member in session.scalars(select(Staff).where(Staff.active))
        if _works_in(member, estate_id, actor_of(session)) and allowed(member.roles, "tickets.work")
    ]
    return sorted(working, key=lambda found: (found.away_until is not None, found.load, found.member.name))


def superiors(session: Session, estate_id: UUID, rung: int) -> Sequence[Staff]:
    """Who is here to be asked by somebody on ``rung`` about a ticket of the estate; the nearest above first (A2.4)."""
    active, away = session.scalars(select(Staff).where(Staff.active)), away_today(session)
    above = [row for row in active if row.rung > rung and row.works_in(estate_id) and row.id not in away]
    return sorted(above, key=lambda member: (member.rung, member.name))


def _works_in(member: Staff, estate_id: UUID | None, reader: Actor) -> bool:
    if estate_id is not None:
        return member.works_in(estate_id)
    return member.estates is None or any(reader.sees(UUID(estate)) for estate in member.estates)


def _open_tickets(session: Session) -> dict[UUID, int]:
    counted = (
        select(Ticket.assignee_id, func.count())
        .where(Ticket.assignee_id.is_not(None), Ticket.status != literal_column("'closed'"))
        .group_by(Ticket.assignee_id)
    )
    return {assignee_id: count for assignee_id, count in session.execute(counted) if assignee_id is not None}
