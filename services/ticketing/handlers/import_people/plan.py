"""Planning an import: which rows are new and which differ, found and made ready while everybody else may write."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.ticketing.handlers.import_people.rows import UNTOLD, HouseholdRow, UnitRow
from services.ticketing.models import Customer, Estate, Premises, PremisesKind
from services.ticketing.models.labels import label_code
from services.ticketing.models.terms import household_terms
from shared.errors import N_, Invalid
from shared.ids import new_id

Values = dict[str, Any]
GO_ON_EVERY = 100


@dataclass(frozen=True, slots=True)
class Seen:
    """How many rows the estate had and the sum of their versions: as both only grow, they tell whether any changed."""

    estate_id: UUID | None
    premises: tuple[int, int]
    households: tuple[int, int]


@dataclass(slots=True)
class ImportPlan:
    """Rows by column, ready to be written. ``changes`` are households as they are and as they will be.

    ``terms`` are the search words of new and changed households by their ids.
    """

    seen: Seen
    estate_id: UUID
    premises: list[Values] = field(default_factory=list)
    households: list[Values] = field(default_factory=list)
    changes: list[tuple[Values, Values]] = field(default_factory=list)
    terms: dict[UUID, set[str]] = field(default_factory=dict)
    unchanged: int = 0


def plan_import(
    session: Session,
    *,
    estate_code: str,
    units: Sequence[UnitRow],
    households: Sequence[HouseholdRow],
    go_on: Callable[[], None] = lambda: None,
) -> ImportPlan:
    """Compares the rows with what is there. ``go_on`` is called now and then; what it raises ends the planning.

    Raises ``Invalid`` for a household of an unknown unit.
    """
    what_is = seen(session, estate_code)
    plan = ImportPlan(what_is, what_is.estate_id or new_id())
    premises = _Premises(session, plan)
    for unit in units:
        premises.ensure(unit)
    people = _Households(session, plan, {(premises.unit_id(row.unit), row.phone) for row in households})
    for done, row in enumerate(households):
        if done % GO_ON_EVERY == 0:
            go_on()
        people.compare(premises.unit_id(row.unit), row)
    return plan


def seen(session: Session, estate_code: str) -> Seen:
    estate_id = session.scalar(select(Estate.id).where(Estate.code == estate_code))
    return Seen(estate_id, _state(session, Premises, estate_id), _state(session, Customer, estate_id))


def _state(session: Session, table: type[Premises] | type[Customer], estate_id: UUID | None) -> tuple[int, int]:
    versions = select(func.count(), func.sum(table.version)).where(table.estate_id == estate_id)
    count, total = session.execute(versions).one()
    return count, int(total or 0)


class _Premises:
    """The premises of an estate by path, completed floor by floor."""

    def __init__(self, session: Session, plan: ImportPlan) -> None:
        self._plan = plan
        known = select(Premises.path, Premises.id).where(Premises.estate_id == plan.estate_id)
        self._ids = dict(session.execute(known).all())

    def unit_id(self, unit: UnitRow) -> UUID:
        """Raises ``Invalid`` for a unit that is not there."""
        if unit.path not in self._ids:
            raise Invalid({"unit": [N_("A household's unit is missing from the premises.")]})
        return self._ids[unit.path]

    def ensure(self, unit: UnitRow) -> None:
        building_id = self._one(PremisesKind.BUILDING, None, unit.building, unit.building)
        floor_id = self._one(PremisesKind.FLOOR, building_id, unit.floor, f"{unit.building} {unit.floor}")
        self._one(PremisesKind.UNIT, floor_id, unit.unit, unit.path)

    def _one(self, kind: PremisesKind, parent_id: UUID | None, name: str, path: str) -> UUID:
        if path not in self._ids:
            self._ids[path] = new_id()
            self._plan.premises.append(
                {
                    "id": self._ids[path],
                    "version": 1,
                    "estate_id": self._plan.estate_id,
                    "kind": kind,
                    "parent_id": parent_id,
                    "code": label_code(name),
                    "name": name,
                    "path": path,
                }
            )
        return self._ids[path]


class _Households:
    """The households that live in the estate. Each is matched by one row at most, those named by phone first."""

    def __init__(self, session: Session, plan: ImportPlan, named: Collection[tuple[UUID, str]]) -> None:
        self._plan = plan
        self._by_phone: dict[tuple[UUID, str], Values] = {}
        self._by_name: defaultdict[Any, list[Values]] = defaultdict(list)
        living = select(*Customer.__table__.columns).where(
            *(Customer.estate_id == plan.estate_id, Customer.moved_out_on.is_(None), Customer.merged_into_id.is_(None))
        )
        merged = select(Customer.unit_id, Customer.phone).where(
            *(Customer.estate_id == plan.estate_id, Customer.merged_into_id.is_not(None))
        )
        self._merged = set(session.execute(merged).all())
        for known in session.execute(living.order_by(Customer.id)).mappings():
            if (known["unit_id"], known["phone"]) in named:
                self._by_phone[known["unit_id"], known["phone"]] = dict(known)
            else:
                self._by_name[known["unit_id"], known["kind"], known["name"]].append(dict(known))

    def compare(self, unit_id: UUID, row: HouseholdRow) -> None:
        known, told = self._match(unit_id, row), row.told()
        if known is None and (unit_id, row.phone) in self._merged:
            self._plan.unchanged += 1  # the file still tells it twice
        elif known is None:
            place = {"estate_id": self._plan.estate_id, "unit_id": unit_id, "unit_path": row.unit.path}
            self._plan.households.append({"id": new_id(), "version": 1, **place, **UNTOLD, **told})
            self._name(self._plan.households[-1])
        elif all(known[name] == value for name, value in told.items()):
            self._plan.unchanged += 1
        else:
            self._plan.changes.append((known, known | told | {"version": known["version"] + 1}))
            self._name(self._plan.changes[-1][1])

    def _match(self, unit_id: UUID, row: HouseholdRow) -> Values | None:
        known = self._by_phone.pop((unit_id, row.phone), None)
        namesakes = self._by_name.get((unit_id, row.kind, row.name))
        return known or (namesakes.pop(0) if namesakes else None)

    def _name(self, values: Values) -> None:
        self._plan.terms[values["id"]] = household_terms(
            *(values["name"], values["phone"], values["unit_path"], values["other_phone"] or "")
        )
