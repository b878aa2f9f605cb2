"""Full-state events of what ticketing owns and the others copy: estates, premises, people, access."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import ClockTime, Event, Moment


class EstateChanged(Event):
    """The full state of an estate; ``opens_at`` and ``closes_at`` bound a working day, in the site's time."""

    key: ClassVar[str] = "ticketing.estate_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    code: str
    name: str
    deleted: bool
    opens_at: ClockTime | None = None
    closes_at: ClockTime | None = None


class CalendarDayChanged(Event):
    """Whether an estate works on a day, whatever the yearly notice says; ``working`` null follows the notice again."""

    key: ClassVar[str] = "ticketing.calendar_day_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    day: date
    working: bool | None
    note: str
    deleted: bool


class PremisesChanged(Event):
    """The full state of a building, floor or unit; ``path`` is its full label (``2栋 5层 0502``)."""

    key: ClassVar[str] = "ticketing.premises_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    kind: str
    parent_id: UUID | None
    code: str
    name: str
    path: str
    deleted: bool


class CustomerChanged(Event):
    """The full state of a household; ``phone`` is E.164, ``channels`` are in the order it prefers.

    ``preferences`` name another channel, or ``none`` for not at all, for a topic: ``requests``, ``notices``,
    ``surveys``, ``activities``. What must reach everybody (outages, dangers) has no topic.
    With ``merged_into_id`` it was a second record of that household, which now has all that was its own.
    """

    key: ClassVar[str] = "ticketing.customer_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    unit_id: UUID | None
    unit_path: str
    kind: str
    name: str
    phone: str
    email: str | None
    language: str
    channels: list[str]
    key_customer: bool
    moved_in_on: date | None
    moved_out_on: date | None
    deleted: bool
    merged_into_id: UUID | None = None
    other_phone: str | None = None
    preferences: dict[str, str] | None = None


class StaffChanged(Event):
    """The full state of a staff account; ``estates`` None means all of them."""

    key: ClassVar[str] = "ticketing.staff_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    username: str
    name: str
    roles: list[str]
    team: str | None
    estates: list[UUID] | None
    email: str | None
    phone: str | None
    language: str
    active: bool
    sessions_valid_from: Moment
    deleted: bool


class ApiClientChanged(Event):
    """The full state of another system's access; ``scopes`` are permissions, ``estates`` None means all of them."""

    key: ClassVar[str] = "ticketing.api_client_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    name: str
    scopes: list[str]
    estates: list[UUID] | None
    active: bool
    tokens_valid_from: Moment
    deleted: bool


EMITS: tuple[type[Event], ...] = (
    EstateChanged,
    CalendarDayChanged,
    PremisesChanged,
    CustomerChanged,
    StaffChanged,
    ApiClientChanged,
)
