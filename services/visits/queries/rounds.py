"""What a quarterly round has to cover (A2.7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from services.visits.models import Customer, Estate, Premises
from shared import paging
from shared.paging import Page

OWNER = (Customer.kind == "owner") & Customer.moved_out_on.is_(None) & Customer.merged_into_id.is_(None)


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


def owners(session: Session) -> int:
    """How many owners a round of everything that the reader sees has to visit."""
    return session.scalar(select(func.count(Customer.id)).where(OWNER)) or 0


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
