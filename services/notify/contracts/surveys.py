"""What notify needs of surveys, to ask households for their opinion (A2.1)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class InvitationEvent(Event):
    """``answer_url`` is the household's own link."""

    invitation_id: UUID
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
    key: ClassVar[str] = "survey.invitation_issued.v1"


class InvitationReminded(InvitationEvent):
    key: ClassVar[str] = "survey.invitation_reminded.v1"


class ResultsPublished(Event):
    """What was found, as the board is to tell it; the project lead has approved it."""

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


class HalfYearUnplanned(Event):
    """Each of ``staff_ids``, the project leads, is to be told that nobody has planned it."""

    key: ClassVar[str] = "survey.half_year_unplanned.v1"

    alarm_id: UUID
    estate_id: UUID
    year: int
    half: int
    staff_ids: list[UUID]
    at: Moment


class HalfYearPlanned(Event):
    """There is nothing to be done about it any more."""

    key: ClassVar[str] = "survey.half_year_planned.v1"

    alarm_id: UUID
    at: Moment
