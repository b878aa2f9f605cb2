"""Reads of the lead's mailbox (A2.9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from services.ticketing.models import Box, Emptying, Estate, Letter, Ticket
from shared import clock
from shared.errors import existing
from shared.paging import Page, page


@dataclass(frozen=True, slots=True)
class BoxState:
    """A box that hangs, its estate, and whether it should have been emptied by now."""

    box: Box
    estate: str
    overdue: bool


def boxes(session: Session) -> list[BoxState]:
    """Those that hang, by estate and place; two queries."""
    found = session.scalars(select(Box).where(Box.removed_at.is_(None)).order_by(Box.estate_id, Box.place)).all()
    names = {row.id: row.name for row in session.execute(select(Estate.id, Estate.name))}
    now = clock.now()
    return [BoxState(box, names.get(box.estate_id, ""), box.due_at < now) for box in found]


def overdue_boxes(session: Session) -> int:
    """How many boxes should have been emptied by now."""
    return sum(state.overdue for state in boxes(session))


def emptyings(session: Session, *, limit: int = 20) -> Sequence[Emptying]:
    """The last ones, each with its box."""
    found = select(Emptying).options(joinedload(Emptying.box)).order_by(Emptying.emptied_at.desc(), Emptying.id.desc())
    return session.scalars(found.limit(limit)).all()


def emptying(session: Session, emptying_id: UUID) -> Emptying:
    """Raises ``NotFound``."""
    return existing(session.get(Emptying, emptying_id, options=[joinedload(Emptying.box)]))


def letters(session: Session, *, after: str | None = None, limit: int = 50) -> Page[Letter]:
    """The newest first, each with its ticket; three queries."""
    of_ticket = joinedload(Letter.ticket)
    parts = (
        of_ticket.joinedload(Ticket.customer),
        of_ticket.joinedload(Ticket.assignee),
        of_ticket.selectinload(Ticket.clocks),
    )
    return page(session, select(Letter).options(*parts), [Letter.id.desc()], after=after, limit=limit)


def estate_of_code(session: Session, code: str) -> Estate:
    """Raises ``NotFound``."""
    return existing(session.scalars(select(Estate).where(func.lower(Estate.code) == code.lower())).first())
