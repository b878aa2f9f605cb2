"""Tables, state rules and domain errors of the survey service."""

from services.survey.models.base import Base
from services.survey.models.campaigns import LONGEST_DAYS, Campaign, Invitation, Scope, Sheet
from services.survey.models.choices import (
    BEST,
    LABELS,
    LEAST,
    NO,
    SCORES,
    YES,
    CampaignState,
    FollowUpState,
    HouseholdKind,
    Level,
    QuestionKind,
)
from services.survey.models.copies import LIVES_HERE, ApiClient, Customer, Estate, Premises, Staff
from services.survey.models.documents import (
    CHOOSING,
    LETTERS,
    MOST_CHOICES,
    MOST_QUESTIONS,
    Choice,
    Condition,
    Document,
    Question,
    Section,
    said,
)
from services.survey.models.follow_ups import FollowUp
from services.survey.models.half_years import HalfYearAlarm, half_of, is_due
from services.survey.models.paper import PaperEntry
from services.survey.models.questionnaires import Edition, Questionnaire
from services.survey.models.reports import Report, ResultsText
from services.survey.models.tallies import Strip, Tally, TextTag

__all__ = [
    "BEST",
    "CHOOSING",
    "LABELS",
    "LEAST",
    "LETTERS",
    "LIVES_HERE",
    "LONGEST_DAYS",
    "MOST_CHOICES",
    "MOST_QUESTIONS",
    "NO",
    "SCORES",
    "YES",
    "ApiClient",
    "Base",
    "Campaign",
    "CampaignState",
    "Choice",
    "Condition",
    "Customer",
    "Document",
    "Edition",
    "Estate",
    "FollowUp",
    "FollowUpState",
    "HalfYearAlarm",
    "HouseholdKind",
    "Invitation",
    "Level",
    "PaperEntry",
    "Premises",
    "Question",
    "QuestionKind",
    "Questionnaire",
    "Report",
    "ResultsText",
    "Scope",
    "Section",
    "Sheet",
    "Staff",
    "Strip",
    "Tally",
    "TextTag",
    "half_of",
    "is_due",
    "said",
]
