"""The survey service's pages, one file for each use case."""

from services.survey.pages.editing import editing
from services.survey.pages.filters import filters
from services.survey.pages.overview import overview
from services.survey.pages.questionnaires import questionnaires

BLUEPRINTS = (filters, overview, questionnaires, editing)
