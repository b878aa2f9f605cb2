"""Surveys among residents, told to who reminds, counts or acts by them."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from shared.events import Event, Moment


class CampaignChanged(Event):
    """The full state of a survey. ``half`` is 1 or 2 for the questionnaire of each half year (A2.1)."""

    key: ClassVar[str] = "survey.campaign_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    edition_id: UUID
    title: str
    title_en: str
    year: int
    half: int | None
    anonymous: bool
    state: str
    opens_on: date
    closes_on: date
    remind_on: date | None
    opened_at: Moment | None
    closed_at: Moment | None
    deleted: bool


class InvitationEvent(Event):
    """``answer_url`` is the household's own link; it needs no account."""

    invitation_id: UUID
    campaign_id: UUID
    estate_id: UUID
    customer_id: UUID
    unit_path: str
    title: str
    title_en: str
    anonymous: bool
    closes_on: date
    answer_url: str
    at: Moment


class InvitationIssued(InvitationEvent):
    """The household is asked for its opinion."""

    key: ClassVar[str] = "survey.invitation_issued.v1"


class InvitationReminded(InvitationEvent):
    """The household has not answered yet, and is asked once more."""

    key: ClassVar[str] = "survey.invitation_reminded.v1"


class SurveyAnswered(Event):
    """A household has answered, by the keys of the edition's questions. Anonymous answers are told to nobody."""

    key: ClassVar[str] = "survey.survey_answered.v1"

    sheet_id: UUID
    campaign_id: UUID
    edition_id: UUID
    estate_id: UUID
    customer_id: UUID
    unit_path: str
    values: dict[str, Any]
    at: Moment


EMITS: tuple[type[Event], ...] = (CampaignChanged, InvitationIssued, InvitationReminded, SurveyAnswered)
