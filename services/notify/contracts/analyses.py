"""What notify needs of the quarterly analysis, to tell households, boards and staff (A2.8)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class AnalysisPublished(Event):
    """``on_board``: it is to be posted, as the project lead has approved it."""

    key: ClassVar[str] = "survey.analysis_published.v1"

    analysis_id: UUID
    estate_id: UUID
    title: str
    body: str
    title_en: str
    body_en: str
    on_board: bool
    approved_by: str
    approved_at: Moment
    at: Moment


class FeedbackGiven(Event):
    """What came of a household's ``requests``, and what will be done.

    Each has ``number``, ``kind``, ``state`` (``done``, ``declined``, ``answered`` or ``open``) and ``outcome``.
    """

    key: ClassVar[str] = "survey.feedback_given.v1"

    analysis_id: UUID
    estate_id: UUID
    customer_id: UUID
    unit_path: str
    year: int
    quarter: int
    title: str
    title_en: str
    requests: list[dict[str, str]]
    measures: list[str]
    at: Moment


class MeasureTold(Event):
    """``owner_id`` is to have it done by the end of ``due_on``."""

    measure_id: UUID
    estate_id: UUID
    year: int
    quarter: int
    words: str
    owner_id: UUID
    owner: str
    due_on: date
    at: Moment


class MeasureGiven(MeasureTold):
    key: ClassVar[str] = "survey.measure_given.v1"

    @property
    def staff_ids(self) -> list[UUID]:
        return [self.owner_id]


class MeasureOverdue(MeasureTold):
    """Its day has passed."""

    key: ClassVar[str] = "survey.measure_overdue.v1"

    staff_ids: list[UUID]


class MeasureDone(Event):
    """There is nothing to be done about it any more."""

    key: ClassVar[str] = "survey.measure_done.v1"

    measure_id: UUID
    at: Moment
