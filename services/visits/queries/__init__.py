"""Reads for the visits service's pages and API."""

from services.visits.queries.major import Problem, awaiting_lead, major_problem, major_problems
from services.visits.queries.personal_data import personal_data
from services.visits.queries.rounds import OWNER, BuildingRound, owners, rounds

__all__ = [
    "OWNER",
    "BuildingRound",
    "Problem",
    "awaiting_lead",
    "major_problem",
    "major_problems",
    "owners",
    "personal_data",
    "rounds",
]
