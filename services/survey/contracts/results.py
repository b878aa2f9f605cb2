"""The results of a survey, told to who shows them (A2.1)."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class ResultsPublished(Event):
    """To be posted on the boards of the estate; ``body`` is markdown, approved by the project lead ``approved_by``."""

    key: ClassVar[str] = "survey.results_published.v1"

    campaign_id: UUID
    estate_id: UUID
    title: str
    body: str
    title_en: str
    body_en: str
    approved_by: str
    approved_at: Moment
    at: Moment


EMITS: tuple[type[Event], ...] = (ResultsPublished,)
