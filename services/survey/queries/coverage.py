"""Whom a questionnaire could reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.survey.models import LIVES_HERE, Customer, Estate, Premises
from shared import paging
from shared.db import actor_of
from shared.paging import Page

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


def coverage(session: Session, *, after: str | None = None, limit: int = paging.MOST) -> Page[Coverage]:
    """The estates that the reader sees, by name, in four queries however many there are. Raises ``Invalid``."""
    estates = paging.page(session, _own_estates(session), (Estate.name, Estate.id), after=after, limit=limit)
    ids = [estate.id for estate in estates.items]
    premises = _counts(session, Premises.kind, Premises.estate_id.in_(ids))
    households = _counts(session, Customer.kind, Customer.estate_id.in_(ids), LIVES_HERE)
    key_customers = _counts(session, Customer.key_customer, Customer.estate_id.in_(ids), LIVES_HERE)
    rows = [
        Coverage(
            estate_id=estate.id,
            estate=estate.name,
            buildings=premises.get((estate.id, "building"), 0),
            units=premises.get((estate.id, "unit"), 0),
            owners=households.get((estate.id, "owner"), 0),
            tenants=households.get((estate.id, "tenant"), 0),
            key_customers=key_customers.get((estate.id, True), 0),
        )
        for estate in estates.items
    ]
    return Page(rows, estates.next)


def households(session: Session) -> int:
    """How many households the reader could ask."""
    return session.scalar(select(func.count(Customer.id)).where(LIVES_HERE)) or 0


def _own_estates(session: Session) -> Select[Estate]:
    estates, own = select(Estate), actor_of(session).estates
    return estates if own is None else estates.where(Estate.id.in_(own))


def _counts(session: Session, group: InstrumentedAttribute[Any], *conditions: ColumnElement[bool]) -> Counts:
    table = group.class_
    rows = session.execute(
        select(table.estate_id, group, func.count()).where(*conditions).group_by(table.estate_id, group)
    )
    return {(estate, value): count for estate, value, count in rows}
