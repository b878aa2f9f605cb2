"""The visits service's pages, one file for each use case."""

from services.visits.pages.major import major
from services.visits.pages.rounds import rounds

BLUEPRINTS = (rounds, major)
