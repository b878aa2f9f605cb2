"""The quarterly analysis told to households, to the boards, and to who keeps watch over duties (A2.8)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class AnalysisPublished(Event):
    """What a quarter's opinions came to, approved by the project lead; texts are markdown, the English may be empty.

    It covers the requests ``ticket_ids`` of the households ``customer_ids``; each of these is told by an event of its
    own. ``on_board``: it is to be posted as well.
    """

    key: ClassVar[str] = "survey.analysis_published.v1"

    analysis_id: UUID
    estate_id: UUID
    year: int
    quarter: int
    title: str
    body: str
    title_en: str
    body_en: str
    on_board: bool
    ticket_ids: list[UUID]
    customer_ids: list[UUID]
    measures: int
    approved_by: str
    approved_at: Moment
    at: Moment


class FeedbackGiven(Event):
    """What a household is told of the analysis: what was done about its own requests, and what will be done.

    Each of ``requests`` has ``ticket_id``, ``number``, ``kind``, ``state`` (``done``, ``declined``, ``answered`` or
    ``open``) and ``outcome``, which says in words what was done, or why it was not.
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
    on_board: bool
    requests: list[dict[str, str]]
    measures: list[str]
    at: Moment


class MeasureEvent(Event):
    """What every event of a measure tells: ``owner_id`` is to have done it by the end of ``due_on``."""

    measure_id: UUID
    analysis_id: UUID
    estate_id: UUID
    year: int
    quarter: int
    words: str
    owner_id: UUID
    owner: str
    due_on: date
    at: Moment


class MeasureGiven(MeasureEvent):
    """The analysis is published: the owner of the measure is to be told."""

    key: ClassVar[str] = "survey.measure_given.v1"


class MeasureOverdue(MeasureEvent):
    """Its day has passed: ``staff_ids``, the owner and the project leads, are to be told."""

    key: ClassVar[str] = "survey.measure_overdue.v1"

    staff_ids: list[UUID]


class MeasureDone(MeasureEvent):
    key: ClassVar[str] = "survey.measure_done.v1"

    by: str
    done_words: str


EMITS: tuple[type[Event], ...] = (AnalysisPublished, FeedbackGiven, MeasureGiven, MeasureOverdue, MeasureDone)
