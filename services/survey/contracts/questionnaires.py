"""Questionnaires, told to who shows or counts by them."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class QuestionnaireChanged(Event):
    """The full state of a questionnaire; with one that is ``retired_at`` nobody is asked anew."""

    key: ClassVar[str] = "survey.questionnaire_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    title: str
    title_en: str
    standard: bool
    retired_at: Moment | None
    deleted: bool


class EditionChanged(Event):
    """The full state of an edition of a questionnaire: how many ``questions`` it asks, frozen once it is used."""

    key: ClassVar[str] = "survey.edition_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    questionnaire_id: UUID
    number: int
    questions: int
    frozen_at: Moment | None
    deleted: bool


EMITS: tuple[type[Event], ...] = (QuestionnaireChanged, EditionChanged)
