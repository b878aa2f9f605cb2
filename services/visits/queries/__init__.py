"""Reads for the visits service's pages and API."""

from services.visits.queries.duties import (
    DutyFilter,
    Owed,
    Proven,
    due_until,
    duties,
    duty,
    estates,
    missed_lately,
    staff,
)
from services.visits.queries.duty_counts import Counts, Line, by_clause, by_day, by_person
from services.visits.queries.duty_report import Audited, Report, duty_report
from services.visits.queries.major import Problem, awaiting_lead, major_problem, major_problems
from services.visits.queries.personal_data import personal_data
from services.visits.queries.rounds import OWNER, BuildingRound, owners, rounds

__all__ = [
    "OWNER",
    "Audited",
    "BuildingRound",
    "Counts",
    "DutyFilter",
    "Line",
    "Owed",
    "Problem",
    "Proven",
    "Report",
    "awaiting_lead",
    "by_clause",
    "by_day",
    "by_person",
    "due_until",
    "duties",
    "duty",
    "duty_report",
    "estates",
    "major_problem",
    "major_problems",
    "missed_lately",
    "owners",
    "personal_data",
    "rounds",
    "staff",
]
