"""The events of ``parcels``."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event


class ParcelArrived(Event):
    key: ClassVar[str] = "parcels.parcel_arrived.v1"

    number: int
    remark: str


class LockerChanged(Event):
    key: ClassVar[str] = "parcels.locker_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    label: str
    deleted: bool
