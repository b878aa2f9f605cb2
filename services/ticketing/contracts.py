"""Events that the front desk emits; it reads none of the other services yet."""

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
    """The full state of a household; ``phone`` is E.164, ``channels`` are in the order it prefers."""

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


class TicketEvent(Event):
    """What every event of a ticket tells. ``status_url`` is the resident's link, empty without a customer."""

    ticket_id: UUID
    estate_id: UUID
    number: str
    kind: str
    area: str | None
    tier: str
    status: str
    title: str
    customer_id: UUID | None
    unit_id: UUID | None
    unit_path: str
    status_url: str
    at: Moment


class TicketOpened(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_opened.v1"

    channel: str
    description: str
    opened_by: str
    due_at: Moment | None


class TicketAcknowledged(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_acknowledged.v1"

    by: str


class TicketAssigned(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_assigned.v1"

    assignee_id: UUID
    assignee_name: str
    previous_assignee_id: UUID | None
    due_at: Moment | None


class TicketArrived(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_arrived.v1"

    by: str


class TicketResolved(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_resolved.v1"

    by: str
    resolution: str


class TicketAnswered(TicketEvent):
    """``channel`` is how the resident was answered (有解必答)."""

    key: ClassVar[str] = "ticketing.ticket_answered.v1"

    by: str
    answer: str
    channel: str


class TicketClosed(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_closed.v1"

    by: str


class TicketReopened(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_reopened.v1"

    by: str
    reason: str


class TicketTierChanged(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_tier_changed.v1"

    by: str
    previous_tier: str
    reason: str
    due_at: Moment | None


class TicketTimeAgreed(TicketEvent):
    """Another time was agreed with the resident (C2.5)."""

    key: ClassVar[str] = "ticketing.ticket_time_agreed.v1"

    by: str
    agreed_at: Moment
    due_at: Moment | None


class TicketPaused(TicketEvent):
    """The ticket waits; ``until`` is when that ends by itself, None when somebody must end it."""

    key: ClassVar[str] = "ticketing.ticket_paused.v1"

    by: str
    reason: str
    note: str
    until: Moment | None


class TicketResumed(TicketEvent):
    key: ClassVar[str] = "ticketing.ticket_resumed.v1"

    by: str
    due_at: Moment | None


class ClockEvent(TicketEvent):
    """A clock (``respond``, C2.5) ran past ``percent`` of its time, and ``minutes_after`` that.

    ``staff_ids`` of ``role`` are to be told.
    """

    clock: str
    percent: int
    due_at: Moment
    unassigned: bool
    role: str
    staff_ids: list[UUID]
    assignee_name: str | None
    minutes_after: int = 0


class ClockWarned(ClockEvent):
    key: ClassVar[str] = "ticketing.clock_warned.v1"


class ClockBreached(ClockEvent):
    key: ClassVar[str] = "ticketing.clock_breached.v1"


class ImportFinished(Event):
    """An import of premises and households has ended: ``done``, ``refused`` (see ``problems``) or ``failed``.

    Nothing was imported unless it is ``done``. The counts tell households; premises are never changed.
    """

    key: ClassVar[str] = "ticketing.import_finished.v1"

    import_id: UUID
    state: str
    file_name: str
    estate_id: UUID | None
    estate_name: str
    started_by_id: UUID | None
    started_by: str
    premises_created: int
    customers_created: int
    customers_changed: int
    customers_unchanged: int
    problems: int
    at: Moment


EMITS: tuple[type[Event], ...] = (
    EstateChanged,
    CalendarDayChanged,
    PremisesChanged,
    CustomerChanged,
    StaffChanged,
    ApiClientChanged,
    TicketOpened,
    TicketAcknowledged,
    TicketAssigned,
    TicketArrived,
    TicketResolved,
    TicketAnswered,
    TicketClosed,
    TicketReopened,
    TicketTierChanged,
    TicketTimeAgreed,
    TicketPaused,
    TicketResumed,
    ClockWarned,
    ClockBreached,
    ImportFinished,
)
