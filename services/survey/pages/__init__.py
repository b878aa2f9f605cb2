"""The survey service's pages, one file for each use case."""

from services.survey.pages.analyses import analyses
from services.survey.pages.answering import answering
from services.survey.pages.campaigns import campaigns
from services.survey.pages.editing import editing
from services.survey.pages.entry import entry
from services.survey.pages.filters import filters
from services.survey.pages.follow_ups import follow_ups
from services.survey.pages.measures import measures
from services.survey.pages.overview import overview
from services.survey.pages.paper import paper
from services.survey.pages.questionnaires import questionnaires
from services.survey.pages.results import results
from services.survey.pages.statistics import statistics
from services.survey.pages.statistics_files import files

BLUEPRINTS = (
    *(filters, overview, campaigns, answering, questionnaires, editing),
    *(statistics, files, results, follow_ups, paper, entry),
    *(analyses, measures),
)
