"""An estate with its premises and households, as one file tells them: taken over whole, in one transaction."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.handlers.customers import store_terms
from services.ticketing.handlers.state_events import customer_state, estate_state, premises_state
from services.ticketing.models import Customer, CustomerKind, Estate, Language, Premises, PremisesKind
from services.ticketing.models.labels import label_code
from shared import audit, outbox
from shared.calendar import Hours
from shared.db import actor_of
from shared.errors import N_, Forbidden, Invalid
from shared.events import Event

Row = TypeVar("Row", Premises, Customer)
Progress = Callable[[int, int], None]
PROGRESS_EVERY = 50
BATCH = 500
HOURS = Hours()
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
    """The estate, how many rows were created, and how many existing ones changed or were already so."""

    estate_id: UUID
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
    counts = ImportCounts(estate.id, premises_created=premises.finish())
    people = _Households(session, estate, counts, [(premises.unit_id(row.unit), row.phone) for row in households])
    for done, row in enumerate(households, start=1):
        people.take_over(premises.unit_id(row.unit), row)
        if progress and (done % PROGRESS_EVERY == 0 or done == len(households)):
            progress(done, len(households))
    people.finish()
    return counts


def _estate(session: Session, code: str, name: str) -> Estate:
    locked = select(Estate).where(Estate.code == code).with_for_update()  # two imports at once would double rows
    estate = session.scalars(locked).first()
    if estate is None:
        if actor_of(session).estates is not None:
            raise ForeignEstate
        estate = Estate(code=code, name=name, opens_at=HOURS.opens_at, closes_at=HOURS.closes_at)
        session.add(estate)
    elif not actor_of(session).sees(estate.id):
        raise ForeignEstate
    estate.name = name
    if session.is_modified(estate):
        audit.record(session, "estate.import", estate)
        outbox.add(session, estate_state(estate), estate)
    return estate


class _Changes(Generic[Row]):
    """Added and changed rows, told to the subscribers a batch at a time, so that memory stays flat."""

    def __init__(
        self,
        session: Session,
        state: Callable[[Row], Event],
        and_then: Callable[[Session, list[Row]], None] = lambda _session, _rows: None,
    ) -> None:
        self._session = session
        self._state: Callable[[Row], Event] = state
        self._and_then: Callable[[Session, list[Row]], None] = and_then
        self._rows: list[Row] = []
        self.count = 0

    def add(self, action: str, row: Row) -> None:
        audit.record(self._session, action, row)
        self._rows.append(row)
        self.count += 1
        if len(self._rows) == BATCH:
            self.tell()

    def tell(self) -> None:
        self._session.flush()
        for row in self._rows:
            outbox.add_raw(self._session, self._state(row), subject=str(row.id), version=row.version)
        self._and_then(self._session, self._rows)
        self._session.flush()
        self._rows.clear()


class _Premises:
    """The premises of an estate by path, completed floor by floor."""

    def __init__(self, session: Session, estate: Estate) -> None:
        self._session, self._estate = session, estate
        existing = select(Premises.path, Premises.id).where(Premises.estate_id == estate.id)
        self._ids = dict(session.execute(existing).all())
        self._created: _Changes[Premises] = _Changes(session, premises_state)

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
            row = Premises(
                estate_id=self._estate.id,
                kind=kind,
                parent_id=parent_id,
                code=label_code(name),
                name=name,
                path=path,
            )
            self._session.add(row)
            self._ids[path] = row.id
            self._created.add("premises.import", row)
        return self._ids[path]

    def finish(self) -> int:
        """Tells the last of the new premises; returns how many there are."""
        self._created.tell()
        return self._created.count


class _Households:
    """The households that live in the estate. Each is matched by one row at most, those named by phone first."""

    def __init__(
        self, session: Session, estate: Estate, counts: ImportCounts, phones: Iterable[tuple[UUID, str]]
    ) -> None:
        self._session, self._estate, self._counts = session, estate, counts
        self._by_phone: dict[tuple[UUID | None, str], Customer] = {}
        self._by_name: defaultdict[tuple[UUID | None, CustomerKind, str], list[Customer]] = defaultdict(list)
        self._touched: _Changes[Customer] = _Changes(session, customer_state, store_terms)
        named = set(phones)
        living = select(Customer).where(Customer.estate_id == estate.id, Customer.moved_out_on.is_(None))
        for customer in session.scalars(living.order_by(Customer.id)):
            if (customer.unit_id, customer.phone) in named:
                self._by_phone[customer.unit_id, customer.phone] = customer
            else:
                self._by_name[customer.unit_id, customer.kind, customer.name].append(customer)

    def take_over(self, unit_id: UUID, row: HouseholdRow) -> None:
        customer = self._match(unit_id, row)
        if customer is None:
            self._counts.customers_created += 1
            self._touched.add("customer.register", self._create(unit_id, row))
            return
        for name, value in _told(row).items():
            setattr(customer, name, value)
        if self._session.is_modified(customer):
            self._counts.customers_changed += 1
            self._touched.add("customer.change", customer)
        else:
            self._counts.customers_unchanged += 1

    def _match(self, unit_id: UUID, row: HouseholdRow) -> Customer | None:
        customer = self._by_phone.pop((unit_id, row.phone), None)
        namesakes = self._by_name.get((unit_id, row.kind, row.name))
        return customer or (namesakes.pop(0) if namesakes else None)

    def _create(self, unit_id: UUID, row: HouseholdRow) -> Customer:
        values = {**UNTOLD, **_told(row)}
        customer = Customer(estate_id=self._estate.id, unit_id=unit_id, unit_path=row.unit.path, **values)
        self._session.add(customer)
        return customer

    def finish(self) -> None:
        """Tells the last of the new and changed households."""
        self._touched.tell()


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
