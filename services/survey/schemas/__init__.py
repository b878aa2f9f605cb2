"""marshmallow: JSON bodies and forms of the survey service."""

from services.survey.schemas.campaigns import (
    CampaignFilterSchema,
    CampaignSchema,
    CancelCampaignSchema,
    DaysSchema,
    InvitationFilterSchema,
    InvitationSchema,
    PlanCampaignFormSchema,
    PlanCampaignSchema,
    RunningSchema,
)
from services.survey.schemas.coverage import CoverageSchema
from services.survey.schemas.follow_ups import FollowUpSchema
from services.survey.schemas.paper import KeyedSchema, PaperEntrySchema, SerialSchema
from services.survey.schemas.questionnaires import (
    DocumentSchema,
    EditionSchema,
    IntroductionSchema,
    QuestionFormSchema,
    QuestionnaireSchema,
    QuestionsSchema,
    SectionFormSchema,
    TitleSchema,
)
from services.survey.schemas.results import ReportSchema, ResultsTextSchema, ReturnReportSchema
from services.survey.schemas.statistics import (
    CrossingFilterSchema,
    CrossingSchema,
    GroupingSchema,
    StatisticsSchema,
    TagsFormSchema,
    TagsSchema,
    TextFilterSchema,
    TextSchema,
)

__all__ = [
    "CampaignFilterSchema",
    "CampaignSchema",
    "CancelCampaignSchema",
    "CoverageSchema",
    "CrossingFilterSchema",
    "CrossingSchema",
    "DaysSchema",
    "DocumentSchema",
    "EditionSchema",
    "FollowUpSchema",
    "GroupingSchema",
    "IntroductionSchema",
    "InvitationFilterSchema",
    "InvitationSchema",
    "KeyedSchema",
    "PaperEntrySchema",
    "PlanCampaignFormSchema",
    "PlanCampaignSchema",
    "QuestionFormSchema",
    "QuestionnaireSchema",
    "QuestionsSchema",
    "ReportSchema",
    "ResultsTextSchema",
    "ReturnReportSchema",
    "RunningSchema",
    "SectionFormSchema",
    "SerialSchema",
    "StatisticsSchema",
    "TagsFormSchema",
    "TagsSchema",
    "TextFilterSchema",
    "TextSchema",
    "TitleSchema",
]
