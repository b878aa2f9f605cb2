"""Reads for the visits service's pages and API."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from services.visits.models import Customer, Estate, Premises, Staff


@dataclass(frozen=True, slots=True)
class BuildingRound:
    """What a quarterly round of one building has to cover (A2.7)."""

    building_id: UUID
    estate: str
    building: str
    floors: int
    households: int
    key_customers: int


def rounds(session: Session) -> list[BuildingRound]:
    """One row for each building that the reader sees, in one query; households that moved out do not count."""
    floor, unit = aliased(Premises), aliased(Premises)
    statement = (
        select(
            Premises.id,
            Estate.name,
            Premises.name,
            func.count(floor.id.distinct()),
            func.count(Customer.id.distinct()),
            func.count(Customer.id.distinct()).filter(Customer.key_customer),
        )
        .join(Estate, Estate.id == Premises.estate_id)
        .outerjoin(floor, floor.parent_id == Premises.id)
        .outerjoin(unit, unit.parent_id == floor.id)
        .outerjoin(Customer, (Customer.unit_id == unit.id) & Customer.moved_out_on.is_(None))
        .where(Premises.kind == "building")
        .group_by(Premises.id, Estate.name, Premises.name)
        .order_by(Estate.name, Premises.name)
    )
    return [BuildingRound(*row) for row in session.execute(statement)]


def staff_member(session: Session, staff_id: UUID) -> Staff | None:
    return session.get(Staff, staff_id)
