"""All four services side by side, for the steps that describe or run the whole platform."""

from services.notify.app import SERVICE as NOTIFY
from services.survey.app import SERVICE as SURVEY
from services.visits.app import SERVICE as VISITS

from services.ticketing.app import SERVICE as TICKETING

SERVICES = (TICKETING, SURVEY, NOTIFY, VISITS)
