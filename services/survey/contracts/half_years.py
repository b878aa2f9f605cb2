"""The written questionnaire of each half year, told to who reminds and to the calendar of duties (A2.1)."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class HalfYearUnplanned(Event):
    """Nobody has planned it, and it is time: each of ``staff_ids``, the project leads, is to be told."""

    key: ClassVar[str] = "survey.half_year_unplanned.v1"

    alarm_id: UUID
    estate_id: UUID
    year: int
    half: int
    staff_ids: list[UUID]
    at: Moment


class HalfYearPlanned(Event):
    """It is planned since."""

    key: ClassVar[str] = "survey.half_year_planned.v1"

    alarm_id: UUID
    estate_id: UUID
    at: Moment


EMITS: tuple[type[Event], ...] = (HalfYearUnplanned, HalfYearPlanned)
