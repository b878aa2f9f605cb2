"""The visits service's pages, one file for each use case."""

from services.visits.pages.duties import duties
from services.visits.pages.duty_report import report
from services.visits.pages.major import major
from services.visits.pages.rounds import rounds

BLUEPRINTS = (rounds, major, duties, report)
