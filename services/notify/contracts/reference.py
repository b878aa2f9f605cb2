"""What notify copies of estates, people and access."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class EstateChanged(Event):
    key: ClassVar[str] = "ticketing.estate_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    code: str
    name: str
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
    name: str
    phone: str
    email: str | None
    language: str
    channels: list[str]
    moved_out_on: date | None
    deleted: bool
    merged_into_id: UUID | None = None
    preferences: dict[str, str] | None = None
    unit_id: UUID | None = None
    unit_path: str = ""
    kind: str = "owner"


class StaffChanged(Event):
    key: ClassVar[str] = "ticketing.staff_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    name: str
    roles: list[str]
    estates: list[str] | None
    email: str | None
    phone: str | None
    language: str
    active: bool
    sessions_valid_from: Moment
    deleted: bool


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
