"""All four services side by side, for the steps that describe or run the whole platform."""

from services.notify.app import SERVICE as NOTIFY
from services.survey.app import SERVICE as SURVEY
from services.ticketing.app import SERVICE as TICKETING
from services.visits.app import SERVICE as VISITS

SERVICES = (TICKETING, SURVEY, NOTIFY, VISITS)
