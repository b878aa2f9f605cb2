"""marshmallow: JSON bodies and forms of the survey service."""

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
    "CoverageSchema",
    "DocumentSchema",
    "EditionSchema",
    "IntroductionSchema",
    "QuestionFormSchema",
    "QuestionnaireSchema",
    "QuestionsSchema",
    "SectionFormSchema",
    "TitleSchema",
]
