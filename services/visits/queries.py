"""Reads for the visits service's pages and API."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from services.visits.models import Customer, Estate, MajorProblem, MajorVisit, Premises
from shared import eventlog, paging
from shared.errors import N_, existing
from shared.paging import Page
from shared.personal_data import PersonalData, Word, part

OWNER = (Customer.kind == "owner") & Customer.moved_out_on.is_(None) & Customer.merged_into_id.is_(None)
KIND_NAMES = {"owner": N_("owner"), "tenant": N_("tenant")}
HOUSEHOLD = {
    "name": N_("Name"),
    "phone": N_("Phone"),
    "kind": N_("Kind"),
    "unit_path": N_("Place"),
    "language": N_("Language"),
    "key_customer": N_("Key customer"),
    "moved_in_on": N_("Moved in"),
    "moved_out_on": N_("Moved out"),
}
PROBLEM = {
    "number": N_("Number"),
    "title": N_("Title"),
    "unit_path": N_("Place"),
    "reason": N_("Reason"),
    "flagged_at": N_("When"),
}
VISIT = {
    "number": N_("Number"),
    "visited_at": N_("When?"),
    "met": N_("Who was met?"),
    "words": N_("What was said?"),
    "promised": N_("What was promised?"),
}


@dataclass(frozen=True, slots=True)
class BuildingRound:
    """What a quarterly round of one building has to cover (A2.7)."""

    building_id: UUID
    estate: str
    building: str
    floors: int
    owners: int
    key_customers: int


def rounds(session: Session, *, after: str | None = None, limit: int = paging.MOST) -> Page[BuildingRound]:
    """The buildings that the reader sees, by estate, in the order they were entered. Raises ``Invalid``.

    Three queries however many there are; owners that moved out do not count.
    """
    found = select(Premises).where(Premises.kind == "building")
    buildings = paging.page(session, found, (Premises.estate_id, Premises.id), after=after, limit=limit)
    names = _estate_names(session, {building.estate_id for building in buildings.items})
    counts = _counts(session, [building.id for building in buildings.items])
    rows = [
        BuildingRound(building.id, names.get(building.estate_id, ""), building.name, *counts[building.id])
        for building in buildings.items
    ]
    return Page(rows, buildings.next)


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


def owners(session: Session) -> int:
    """How many owners a round of everything that the reader sees has to visit."""
    return session.scalar(select(func.count(Customer.id)).where(OWNER)) or 0


def personal_data(session: Session, customer_id: UUID) -> PersonalData:
    """The copy of the household, its major problems, the visits to them, and the events. Raises ``NotFound``."""
    household = existing(session.get(Customer, customer_id))
    problems = session.scalars(select(MajorProblem).where(MajorProblem.customer_id == customer_id)).all()
    tickets = [row.ticket_id for row in problems]
    visits = session.scalars(select(MajorVisit).where(MajorVisit.ticket_id.in_(tickets)))
    words = {"kind": Word(household.kind), "language": Word(household.language)}
    return PersonalData(
        customer_id=household.id,
        estate_id=household.estate_id,
        name=household.name,
        language=household.language,
        parts=[
            part("household", N_("Household"), HOUSEHOLD, [{**vars(household), **words}]),
            part("major_problems", N_("Major problems"), PROBLEM, problems),
            part("visits", N_("Visits"), VISIT, visits),
            part("events", N_("Events received"), eventlog.TOLD, eventlog.received(session, [customer_id, *tickets])),
        ],
        words=KIND_NAMES,
    )


def _estate_names(session: Session, ids: set[UUID]) -> Mapping[UUID, str]:
    found = session.execute(select(Estate.id, Estate.name).where(Estate.id.in_(ids)))
    return {estate: name for estate, name in found}  # noqa: C416 - a row is no pair to mypy


def _counts(session: Session, buildings: Sequence[UUID]) -> Mapping[UUID, tuple[int, int, int]]:
    """Floors, owners, and the key customers among them, of each building."""
    floor, unit = aliased(Premises), aliased(Premises)
    statement = (
        select(
            Premises.id,
            func.count(floor.id.distinct()),
            func.count(Customer.id.distinct()),
            func.count(Customer.id.distinct()).filter(Customer.key_customer),
        )
        .outerjoin(floor, floor.parent_id == Premises.id)
        .outerjoin(unit, unit.parent_id == floor.id)
        .outerjoin(Customer, (Customer.unit_id == unit.id) & OWNER)
        .where(Premises.id.in_(buildings))
        .group_by(Premises.id)
    )
    return {building: (floors, owners, keys) for building, floors, owners, keys in session.execute(statement)}
