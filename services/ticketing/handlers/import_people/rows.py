"""What a file tells of units and households."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from services.ticketing.models import CustomerKind, Language

UNTOLD: dict[str, Any] = {
    "email": None,
    "other_phone": None,
    "preferences": {},
    "language": Language.ZH,
    "channels": [],
    "key_customer": False,
    "moved_in_on": None,
    "moved_out_on": None,
    "erased_at": None,
    "merged_into_id": None,
}


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

    def told(self) -> dict[str, Any]:
        """What the row says, by column."""
        told = {
            "kind": self.kind,
            "name": self.name,
            "phone": self.phone,
            "email": self.email,
            "language": self.language,
            "channels": [str(channel) for channel in self.channels] or None,
            "key_customer": self.key_customer,
            "moved_in_on": self.moved_in_on,
        }
        return {name: value for name, value in told.items() if value is not None}
