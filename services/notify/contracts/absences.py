"""What notify needs of the work of somebody who is away."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class WorkLeftBehind(Event):
    key: ClassVar[str] = "ticketing.work_left_behind.v1"

    staff_id: UUID
    name: str
    estate_id: UUID
    count: int
    last_day: date
    staff_ids: list[UUID]
    at: Moment
