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

__all__ = [
    "CampaignFilterSchema",
    "CampaignSchema",
    "CancelCampaignSchema",
    "CoverageSchema",
    "DaysSchema",
    "DocumentSchema",
    "EditionSchema",
    "IntroductionSchema",
    "InvitationFilterSchema",
    "InvitationSchema",
    "PlanCampaignFormSchema",
    "PlanCampaignSchema",
    "QuestionFormSchema",
    "QuestionnaireSchema",
    "QuestionsSchema",
    "RunningSchema",
    "SectionFormSchema",
    "TitleSchema",
]
