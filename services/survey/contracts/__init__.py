"""Events of the survey service: what it emits, and the fields it needs of what it reads."""

from services.survey.contracts import campaigns, follow_ups, half_years, questionnaires, results
from services.survey.contracts.campaigns import (
    CampaignChanged,
    InvitationEvent,
    InvitationIssued,
    InvitationReminded,
    SurveyAnswered,
)
from services.survey.contracts.follow_ups import (
    FollowUpOpened,
    FollowUpRequested,
    TicketAnswered,
    TicketClosed,
    TicketDeclined,
    TicketReopened,
    TicketResolved,
    TicketStep,
)
from services.survey.contracts.half_years import HalfYearPlanned, HalfYearUnplanned
from services.survey.contracts.questionnaires import EditionChanged, QuestionnaireChanged
from services.survey.contracts.reference import (
    ApiClientChanged,
    CustomerChanged,
    CustomerErased,
    EstateChanged,
    PremisesChanged,
    StaffChanged,
)
from services.survey.contracts.results import ResultsPublished
from shared.events import Event

EMITS: tuple[type[Event], ...] = (
    *questionnaires.EMITS,
    *campaigns.EMITS,
    *results.EMITS,
    *follow_ups.EMITS,
    *half_years.EMITS,
)

__all__ = [
    "EMITS",
    "ApiClientChanged",
    "CampaignChanged",
    "CustomerChanged",
    "CustomerErased",
    "EditionChanged",
    "EstateChanged",
    "FollowUpOpened",
    "FollowUpRequested",
    "HalfYearPlanned",
    "HalfYearUnplanned",
    "InvitationEvent",
    "InvitationIssued",
    "InvitationReminded",
    "PremisesChanged",
    "QuestionnaireChanged",
    "ResultsPublished",
    "StaffChanged",
    "SurveyAnswered",
    "TicketAnswered",
    "TicketClosed",
    "TicketDeclined",
    "TicketReopened",
    "TicketResolved",
    "TicketStep",
]
