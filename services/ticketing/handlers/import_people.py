"""An estate with its premises and households, as one file tells them: taken over whole, in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.handlers.customers import store_terms
from services.ticketing.handlers.state_events import customer_state, estate_state, premises_state
from services.ticketing.models import Customer, CustomerKind, Estate, Language, Premises, PremisesKind
from services.ticketing.models.labels import label_code
from shared import audit, outbox
from shared.db import actor_of
from shared.errors import N_, Forbidden, Invalid

Progress = Callable[[int, int], None]
PROGRESS_EVERY = 50
UNTOLD: dict[str, Any] = {
    "email": None,
    "language": Language.ZH,
    "channels": [],
    "key_customer": False,
    "moved_in_on": None,
}


class ForeignEstate(Forbidden):
    message = N_("You may import only into estates that you work in.")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit and where it is, by its labels: ``2栋``, ``5层``, ``0502``."""

    building: str
    floor: str
    unit: str

    @property
    def path(self) -> str:
        return f"{self.building} {self.floor} {self.unit}"


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A household of a unit. ``phone`` is E.164. What is None or empty is not told, and stays as it was."""

    unit: UnitRow
    kind: CustomerKind
    name: str
    phone: str
    email: str | None = None
    language: Language | None = None
    channels: tuple[str, ...] = ()
    key_customer: bool | None = None
    moved_in_on: date | None = None


@dataclass(slots=True)
class ImportCounts:
    """How many rows were created, and how many existing ones changed or were already so."""

    premises_created: int = 0
    customers_created: int = 0
    customers_changed: int = 0
    customers_unchanged: int = 0


def import_people(
    session: Session,
    *,
    estate_code: str,
    estate_name: str,
    units: Sequence[UnitRow],
    households: Sequence[HouseholdRow],
    progress: Progress | None = None,
) -> ImportCounts:
    """Creates what is missing and changes what differs; the same rows again change nothing and tell nobody.

    A household is the same one when its unit and phone agree, or else its unit, kind and name. What the rows do
    not name stays. ``progress(done, total)`` counts households. Raises ``Invalid`` for a household of an unknown
    unit, ``ForeignEstate``.
    """
    estate = _estate(session, estate_code, estate_name)
    premises = _Premises(session, estate)
    for unit in units:
        premises.ensure(unit)
    counts = ImportCounts(premises_created=premises.finish())
    people = _Households(session, estate)
    for done, row in enumerate(households, start=1):
        people.take_over(premises.unit(row.unit), row, counts)
        if progress and (done % PROGRESS_EVERY == 0 or done == len(households)):
            progress(done, len(households))
    people.finish()
    return counts


def _estate(session: Session, code: str, name: str) -> Estate:
    estate = session.scalars(select(Estate).where(Estate.code == code)).first()
    if estate is None:
        if actor_of(session).estates is not None:
            raise ForeignEstate
        estate = Estate(code=code, name=name)
        session.add(estate)
    elif not actor_of(session).sees(estate.id):
        raise ForeignEstate
    estate.name = name
    if session.is_modified(estate):
        audit.record(session, "estate.import", estate)
        outbox.add(session, estate_state(estate), estate)
    return estate


class _Premises:
    """The premises of an estate by path, completed floor by floor; new ones are sent together."""

    def __init__(self, session: Session, estate: Estate) -> None:
        self._session, self._estate = session, estate
        existing = session.scalars(select(Premises).where(Premises.estate_id == estate.id))
        self._by_path = {row.path: row for row in existing}
        self._created: list[Premises] = []

    def unit(self, unit: UnitRow) -> Premises:
        """Raises ``Invalid`` for a unit that is not there."""
        if unit.path not in self._by_path:
            raise Invalid({"unit": [N_("A household's unit is missing from the premises.")]})
        return self._by_path[unit.path]

    def ensure(self, unit: UnitRow) -> None:
        building = self._one(PremisesKind.BUILDING, None, unit.building, unit.building)
        floor = self._one(PremisesKind.FLOOR, building.id, unit.floor, f"{unit.building} {unit.floor}")
        self._one(PremisesKind.UNIT, floor.id, unit.unit, unit.path)

    def _one(self, kind: PremisesKind, parent_id: UUID | None, name: str, path: str) -> Premises:
        if path not in self._by_path:
            row = Premises(
                estate_id=self._estate.id,
                kind=kind,
                parent_id=parent_id,
                code=label_code(name),
                name=name,
                path=path,
            )
            self._session.add(row)
            audit.record(self._session, "premises.import", row)
            self._by_path[path] = row
            self._created.append(row)
        return self._by_path[path]

    def finish(self) -> int:
        """Queues the events of the new premises; returns how many there are."""
        self._session.flush()
        for row in self._created:
            outbox.add_raw(self._session, premises_state(row), subject=str(row.id), version=row.version)
        return len(self._created)


class _Households:
    """The households that live in the estate; new and changed ones are sent together."""

    def __init__(self, session: Session, estate: Estate) -> None:
        self._session = session
        self._by_phone: dict[tuple[UUID | None, str], Customer] = {}
        self._by_name: dict[tuple[UUID | None, CustomerKind, str], Customer] = {}
        self._touched: list[Customer] = []
        living = select(Customer).where(Customer.estate_id == estate.id, Customer.moved_out_on.is_(None))
        for customer in session.scalars(living):
            self._remember(customer)

    def take_over(self, unit: Premises, row: HouseholdRow, counts: ImportCounts) -> None:
        customer = self._by_phone.get((unit.id, row.phone)) or self._by_name.get((unit.id, row.kind, row.name))
        if customer is None:
            counts.customers_created += 1
            self._touch("customer.register", self._create(unit, row))
            return
        for name, value in _told(row).items():
            setattr(customer, name, value)
        if self._session.is_modified(customer):
            counts.customers_changed += 1
            self._touch("customer.change", customer)
        else:
            counts.customers_unchanged += 1

    def _create(self, unit: Premises, row: HouseholdRow) -> Customer:
        customer = Customer(
            estate_id=unit.estate_id,
            unit_id=unit.id,
            unit_path=unit.path,
            **{**UNTOLD, **_told(row)},
        )
        self._session.add(customer)
        return customer

    def _touch(self, action: str, customer: Customer) -> None:
        audit.record(self._session, action, customer)
        self._remember(customer)
        self._touched.append(customer)

    def _remember(self, customer: Customer) -> None:
        self._by_phone[customer.unit_id, customer.phone] = customer
        self._by_name[customer.unit_id, customer.kind, customer.name] = customer

    def finish(self) -> None:
        """Queues the events of what was touched and renews its search words."""
        self._session.flush()
        for row in self._touched:
            outbox.add_raw(self._session, customer_state(row), subject=str(row.id), version=row.version)
        store_terms(self._session, self._touched)


def _told(row: HouseholdRow) -> dict[str, Any]:
    """What the row says."""
    told = {
        "kind": row.kind,
        "name": row.name,
        "phone": row.phone,
        "email": row.email,
        "language": row.language,
        "channels": [str(channel) for channel in row.channels] or None,
        "key_customer": row.key_customer,
        "moved_in_on": row.moved_in_on,
    }
    return {name: value for name, value in told.items() if value is not None}
