"""Reads for the survey service's pages and API."""

from services.survey.queries.campaigns import (
    BuildingProgress,
    Progress,
    Running,
    buildings,
    by_building,
    campaign,
    campaigns,
    estates,
    invitation,
    invitations,
)
from services.survey.queries.coverage import Coverage, coverage, households
from services.survey.queries.personal_data import personal_data
from services.survey.queries.questionnaires import Questions, questionnaire, questionnaires

__all__ = [
    "BuildingProgress",
    "Coverage",
    "Progress",
    "Questions",
    "Running",
    "buildings",
    "by_building",
    "campaign",
    "campaigns",
    "coverage",
    "estates",
    "households",
    "invitation",
    "invitations",
    "personal_data",
    "questionnaire",
    "questionnaires",
]
