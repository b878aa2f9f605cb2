"""The households of an estate as a round walks them, each with what it waits for (A2.7, C1.4.6)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from services.visits.models import LIVES_HERE, URGENCY, Concern, Customer, Premises

PARTS = re.compile("[0-9]+|[^0-9]+")


@dataclass(frozen=True, slots=True)
class Household:
    id: UUID
    unit_path: str
    floor_id: UUID | None
    building_id: UUID | None
    key_customer: bool
    urgency: int


def households_of(session: Session, estate_id: UUID) -> dict[UUID, Household]:
    """Who lives in the estate, in the order of their places; owners and tenants alike (C1.4.5)."""
    floor, urgent = aliased(Premises), urgencies(session, estate_id)
    found = (
        select(Customer.id, Customer.unit_path, Customer.key_customer, floor.id, floor.parent_id)
        .outerjoin(Premises, Premises.id == Customer.unit_id)
        .outerjoin(floor, floor.id == Premises.parent_id)
        .where(Customer.estate_id == estate_id, LIVES_HERE)
    )
    rows = [
        Household(key, path, floor_id, building_id, is_key, urgent.get(key, 0))
        for key, path, is_key, floor_id, building_id in session.execute(found)
    ]
    rows.sort(key=lambda row: (_as_counted(row.unit_path), row.id))
    return {row.id: row for row in rows}


def urgencies(session: Session, estate_id: UUID) -> Mapping[UUID, int]:
    """What waits weighs by its kind: a complaint most, then an opinion nobody has answered."""
    found = select(Concern.customer_id, Concern.kind).where(Concern.estate_id == estate_id, Concern.waiting)
    weights: dict[UUID, int] = {}
    for customer_id, kind in session.execute(found):
        weights[customer_id] = weights.get(customer_id, 0) + URGENCY[kind]
    return weights


def _as_counted(place: str) -> list[tuple[int, str]]:
    """``2层`` comes before ``10层``."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in PARTS.findall(place)]
