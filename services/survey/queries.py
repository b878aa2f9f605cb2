"""Reads for the survey service's pages and API."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.survey.models import Customer, Estate, Premises, Staff
from shared.db import actor_of

Counts = Mapping[tuple[UUID, Any], int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whom a questionnaire of one estate could reach: counts of buildings, units and households."""

    estate_id: UUID
    estate: str
    buildings: int
    units: int
    owners: int
    tenants: int
    key_customers: int


def coverage(session: Session) -> list[Coverage]:
    """One row for each estate that the reader sees, in four queries however many there are."""
    lives_here = Customer.moved_out_on.is_(None)
    premises = _counts(session, Premises.estate_id, Premises.kind)
    households = _counts(session, Customer.estate_id, Customer.kind, lives_here)
    key_customers = _counts(session, Customer.estate_id, Customer.key_customer, lives_here)
    return [
        Coverage(
            estate_id=estate.id,
            estate=estate.name,
            buildings=premises.get((estate.id, "building"), 0),
            units=premises.get((estate.id, "unit"), 0),
            owners=households.get((estate.id, "owner"), 0),
            tenants=households.get((estate.id, "tenant"), 0),
            key_customers=key_customers.get((estate.id, True), 0),
        )
        for estate in _estates(session)
    ]


def _estates(session: Session) -> list[Estate]:
    estates = session.scalars(select(Estate).order_by(Estate.name))
    return [estate for estate in estates if actor_of(session).sees(estate.id)]


def _counts(
    session: Session,
    estate_id: InstrumentedAttribute[UUID],
    group: InstrumentedAttribute[Any],
    *conditions: ColumnElement[bool],
) -> Counts:
    rows = session.execute(select(estate_id, group, func.count()).where(*conditions).group_by(estate_id, group))
    return {(estate, value): count for estate, value, count in rows}


def staff_member(session: Session, staff_id: UUID) -> Staff | None:
    return session.get(Staff, staff_id)
