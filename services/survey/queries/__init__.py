"""Reads for the survey service's pages and API."""

from services.survey.queries.analyses import (
    Analysed,
    Owed,
    Read,
    analyses,
    analysis,
    measure,
    measures,
    own_measures,
    proposal,
    quarters,
    staff_of,
    unanalysed,
    waiting_analyses,
)
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
    open_campaigns,
)
from services.survey.queries.coverage import Coverage, coverage, households
from services.survey.queries.crossing import Crossing, crossing
from services.survey.queries.figures import figures
from services.survey.queries.follow_ups import follow_ups, followed_up
from services.survey.queries.paper import Keyed, keyed, last_number, numbered, waiting_entries
from services.survey.queries.personal_data import personal_data
from services.survey.queries.questionnaires import Questions, questionnaire, questionnaires
from services.survey.queries.results_text import report, results_text
from services.survey.queries.sheets import Text, places, sheets, tags, tags_in_use, texts, written_question
from services.survey.queries.statistics import Group, Period, Statistics, floors, statistics, trend

__all__ = [
    "Analysed",
    "BuildingProgress",
    "Coverage",
    "Crossing",
    "Group",
    "Keyed",
    "Owed",
    "Period",
    "Progress",
    "Questions",
    "Read",
    "Running",
    "Statistics",
    "Text",
    "analyses",
    "analysis",
    "buildings",
    "by_building",
    "campaign",
    "campaigns",
    "coverage",
    "crossing",
    "estates",
    "figures",
    "floors",
    "follow_ups",
    "followed_up",
    "households",
    "invitation",
    "invitations",
    "keyed",
    "last_number",
    "measure",
    "measures",
    "numbered",
    "open_campaigns",
    "own_measures",
    "personal_data",
    "places",
    "proposal",
    "quarters",
    "questionnaire",
    "questionnaires",
    "report",
    "results_text",
    "sheets",
    "staff_of",
    "statistics",
    "tags",
    "tags_in_use",
    "texts",
    "trend",
    "unanalysed",
    "waiting_analyses",
    "waiting_entries",
    "written_question",
]
