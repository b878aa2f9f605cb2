"""Tables, state rules and domain errors of the survey service."""

from services.survey.models.analyses import Analysis, AnalysisFigures, AnalysisState, Measure
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
from services.survey.models.figures import Asked, Count, Figures, Heard, Rate, Reason, Top, Unannounced
from services.survey.models.follow_ups import FollowUp
from services.survey.models.half_years import HalfYearAlarm, half_of, is_due
from services.survey.models.issues import (
    CLOCKS,
    OUTAGES,
    Category,
    Contact,
    ContactKind,
    Issue,
    IssueReporter,
    Outage,
)
from services.survey.models.paper import PaperEntry
from services.survey.models.quarters import Quarter
from services.survey.models.questionnaires import Edition, Questionnaire
from services.survey.models.reports import Report, ResultsText
from services.survey.models.tallies import Strip, Tally, TextTag

__all__ = [
    "BEST",
    "CHOOSING",
    "CLOCKS",
    "LABELS",
    "LEAST",
    "LETTERS",
    "LIVES_HERE",
    "LONGEST_DAYS",
    "MOST_CHOICES",
    "MOST_QUESTIONS",
    "NO",
    "OUTAGES",
    "SCORES",
    "YES",
    "Analysis",
    "AnalysisFigures",
    "AnalysisState",
    "ApiClient",
    "Asked",
    "Base",
    "Campaign",
    "CampaignState",
    "Category",
    "Choice",
    "Condition",
    "Contact",
    "ContactKind",
    "Count",
    "Customer",
    "Document",
    "Edition",
    "Estate",
    "Figures",
    "FollowUp",
    "FollowUpState",
    "HalfYearAlarm",
    "Heard",
    "HouseholdKind",
    "Invitation",
    "Issue",
    "IssueReporter",
    "Level",
    "Measure",
    "Outage",
    "PaperEntry",
    "Premises",
    "Quarter",
    "Question",
    "QuestionKind",
    "Questionnaire",
    "Rate",
    "Reason",
    "Report",
    "ResultsText",
    "Scope",
    "Section",
    "Sheet",
    "Staff",
    "Strip",
    "Tally",
    "TextTag",
    "Top",
    "Unannounced",
    "half_of",
    "is_due",
    "said",
]
