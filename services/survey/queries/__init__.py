"""Reads for the survey service's pages and API."""

from services.survey.queries.coverage import Coverage, coverage, households
from services.survey.queries.personal_data import personal_data
from services.survey.queries.questionnaires import Questions, questionnaire, questionnaires

__all__ = ["Coverage", "Questions", "coverage", "households", "personal_data", "questionnaire", "questionnaires"]
