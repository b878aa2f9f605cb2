"""Reads of the premises as people look at them: estate, building, floor, unit, household."""

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.models import Customer, Estate, Premises, PremisesKind
from services.ticketing.queries.people import estates


@dataclass(frozen=True, slots=True)
class EstateBuildings:
    estate: Estate
    buildings: Sequence[Premises]


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit with the households that live there now."""

    unit: Premises
    households: Sequence[Customer]


@dataclass(frozen=True, slots=True)
class FloorPlan:
    floor: Premises
    units: Sequence[UnitPlan]


def buildings(session: Session) -> list[EstateBuildings]:
    """The estates that the reader sees, each with its buildings; two queries."""
    found = session.scalars(select(Premises).where(Premises.kind == PremisesKind.BUILDING)).all()
    return [
        EstateBuildings(estate, sorted((row for row in found if row.estate_id == estate.id), key=_by_label))
        for estate in estates(session)
    ]


def floor_plan(session: Session, building_id: UUID) -> list[FloorPlan]:
    """The floors of a building, the highest first; three queries."""
    floors = _below(session, [building_id])
    units = _below(session, [floor.id for floor in floors])
    living = _living_in(session, [unit.id for unit in units])
    return [
        FloorPlan(floor, [UnitPlan(unit, living[unit.id]) for unit in units if unit.parent_id == floor.id])
        for floor in reversed(floors)
    ]


def _below(session: Session, parents: Sequence[UUID]) -> list[Premises]:
    return sorted(session.scalars(select(Premises).where(Premises.parent_id.in_(parents))), key=_by_label)


def _living_in(session: Session, units: Sequence[UUID]) -> Mapping[UUID | None, list[Customer]]:
    lives_there = (Customer.moved_out_on.is_(None), Customer.merged_into_id.is_(None))
    found = select(Customer).where(Customer.unit_id.in_(units), *lives_there).order_by(Customer.id)
    households: dict[UUID | None, list[Customer]] = defaultdict(list)
    for customer in session.scalars(found):
        households[customer.unit_id].append(customer)
    return households


def _by_label(place: Premises) -> tuple[int, str]:
    """As people count: 2 before 10, and what is no number last."""
    return (int(place.code) if place.code.isdecimal() else sys.maxsize, place.name)
