"""Tables, state rules and domain errors of the survey service."""

from services.survey.models.base import Base
from services.survey.models.choices import BEST, LABELS, LEAST, NO, SCORES, YES, QuestionKind
from services.survey.models.copies import ApiClient, Customer, Estate, Premises, Staff
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
from services.survey.models.questionnaires import Edition, Questionnaire

__all__ = [
    "BEST",
    "CHOOSING",
    "LABELS",
    "LEAST",
    "LETTERS",
    "MOST_CHOICES",
    "MOST_QUESTIONS",
    "NO",
    "SCORES",
    "YES",
    "ApiClient",
    "Base",
    "Choice",
    "Condition",
    "Customer",
    "Document",
    "Edition",
    "Estate",
    "Premises",
    "Question",
    "QuestionKind",
    "Questionnaire",
    "Section",
    "Staff",
    "said",
]
