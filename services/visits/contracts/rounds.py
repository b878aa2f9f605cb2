"""Floors and rounds: who has a floor, and what a quarter's round has to cover (A2.7)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class FloorOfficerChanged(Event):
    """The full state of an assignment: both days are included; without a last day it lasts until it is handed over."""

    key: ClassVar[str] = "visits.floor_officer_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    floor_id: UUID
    staff_id: UUID
    first_day: date
    last_day: date | None
    deleted: bool


class RoundChanged(Event):
    """The full state of a quarter's round: ``without_time`` of its ``households`` have no visit planned yet."""

    key: ClassVar[str] = "visits.round_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    year: int
    quarter: int
    first_day: date
    last_day: date
    households: int
    without_time: int
    planned_at: Moment
    deleted: bool


EMITS: tuple[type[Event], ...] = (FloorOfficerChanged, RoundChanged)
