"""重大问题, with the project lead's visits to them (A2.10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from services.visits.models import Customer, MajorProblem, MajorVisit
from shared import paging
from shared.errors import existing
from shared.paging import Page


@dataclass(frozen=True, slots=True)
class Problem:
    """A major problem with the household it is about, and the project lead's visit once it took place (A2.10)."""

    problem: MajorProblem
    customer: Customer | None
    visit: MajorVisit | None


def major_problems(
    session: Session, *, awaiting: bool = False, after: str | None = None, limit: int = paging.MOST
) -> Page[Problem]:
    """The newest first; ``awaiting`` shows those that the project lead still has to visit. Three queries."""
    found = select(MajorProblem).where(_awaits() if awaiting else MajorProblem.withdrawn_at.is_(None))
    order = (MajorProblem.flagged_at.desc(), MajorProblem.ticket_id.desc())
    listed = paging.page(session, found, order, after=after, limit=limit)
    return Page(_with_visits(session, listed.items), listed.next)


def major_problem(session: Session, ticket_id: UUID) -> Problem:
    """Raises ``NotFound``."""
    return _with_visits(session, [existing(session.get(MajorProblem, ticket_id))])[0]


def awaiting_lead(session: Session) -> int:
    """How many major problems the project lead still has to visit."""
    return session.scalar(select(func.count(MajorProblem.ticket_id)).where(_awaits())) or 0


def _awaits() -> ColumnElement[bool]:
    visited = select(MajorVisit.id).where(MajorVisit.ticket_id == MajorProblem.ticket_id).exists()
    return MajorProblem.withdrawn_at.is_(None) & ~visited


def _with_visits(session: Session, problems: Sequence[MajorProblem]) -> list[Problem]:
    tickets = [problem.ticket_id for problem in problems]
    visits = {
        row.ticket_id: row for row in session.scalars(select(MajorVisit).where(MajorVisit.ticket_id.in_(tickets)))
    }
    customers = _households(session, {problem.customer_id for problem in problems if problem.customer_id})
    return [
        Problem(row, customers.get(row.customer_id) if row.customer_id else None, visits.get(row.ticket_id))
        for row in problems
    ]


def _households(session: Session, ids: set[UUID]) -> Mapping[UUID, Customer]:
    """By the id that was told; of a merged one the household that is kept."""
    told = aliased(Customer)
    kept = Customer.id == func.coalesce(told.merged_into_id, told.id)
    found = select(told.id, Customer).join(Customer, kept).where(told.id.in_(ids))
    return dict(session.execute(found).all())
