"""An estate with its premises and households, as one file tells them: taken over whole, in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.ticketing.models import CustomerKind, Language

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit and where it is, by its labels: ``2栋``, ``5层``, ``0502``."""

    building: str
    floor: str
    unit: str


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A household of a unit. ``phone`` is E.164."""

    unit: UnitRow
    kind: CustomerKind
    name: str
    phone: str
    email: str | None = None
    language: Language = Language.ZH
    channels: tuple[str, ...] = ()
    key_customer: bool = False
    moved_in_on: date | None = None


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """How many rows were created, and how many existing ones changed."""

    premises_created: int
    customers_created: int
    customers_changed: int
    unchanged: int


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
    not name stays. ``progress(done, total)`` counts households. Raises ``Invalid`` for a household whose unit is
    not among ``units`` or the estate's own.
    """
    raise NotImplementedError
