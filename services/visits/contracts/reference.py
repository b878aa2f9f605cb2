"""The reference data that ticketing tells, as far as this service needs it."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import ClockTime, Event, Moment


class EstateChanged(Event):
    key: ClassVar[str] = "ticketing.estate_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    code: str
    name: str
    deleted: bool
    opens_at: ClockTime | None = None
    closes_at: ClockTime | None = None


class CalendarDayChanged(Event):
    key: ClassVar[str] = "ticketing.calendar_day_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    day: date
    working: bool | None
    note: str
    deleted: bool


class AbsenceChanged(Event):
    key: ClassVar[str] = "ticketing.absence_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    staff_id: UUID
    first_day: date
    last_day: date
    deleted: bool


class PremisesChanged(Event):
    key: ClassVar[str] = "ticketing.premises_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    kind: str
    parent_id: UUID | None
    name: str
    path: str
    deleted: bool


class CustomerChanged(Event):
    key: ClassVar[str] = "ticketing.customer_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    unit_id: UUID | None
    unit_path: str
    kind: str
    name: str
    phone: str | None
    language: str
    key_customer: bool
    moved_in_on: date | None
    moved_out_on: date | None
    deleted: bool
    merged_into_id: UUID | None = None


class CustomerErased(Event):
    key: ClassVar[str] = "ticketing.customer_erased.v1"

    customer_id: UUID
    estate_id: UUID
    member_ids: list[UUID]
    ticket_ids: list[UUID]
    told_ids: list[UUID]


class StaffChanged(Event):
    key: ClassVar[str] = "ticketing.staff_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    name: str
    phone: str | None
    roles: list[str]
    estates: list[str] | None
    language: str
    active: bool
    sessions_valid_from: Moment
    deleted: bool
    team: str | None = None


class ApiClientChanged(Event):
    key: ClassVar[str] = "ticketing.api_client_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    name: str
    scopes: list[str]
    estates: list[str] | None
    active: bool
    tokens_valid_from: Moment
    deleted: bool
