"""The survey service's JSON API, ``/api/v1``."""

from services.survey.api.analyses import analyses
from services.survey.api.campaigns import campaigns
from services.survey.api.coverage import coverage
from services.survey.api.entry import entry
from services.survey.api.follow_ups import follow_ups
from services.survey.api.measures import measures
from services.survey.api.questionnaires import questionnaires
from services.survey.api.results import results
from services.survey.api.statistics import statistics

BLUEPRINTS = (coverage, campaigns, questionnaires, statistics, results, follow_ups, entry, analyses, measures)
