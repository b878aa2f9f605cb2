"""Reads for the visits service's pages and API."""

from services.visits.queries.coverage import Coverage, Share, Walked, coverage, quarterly_rounds
from services.visits.queries.duties import DutyFilter, Owed, Proven, due_until, duties, duty, missed_lately, staff
from services.visits.queries.duty_counts import Counts, Line, by_clause, by_day, by_person
from services.visits.queries.duty_report import Audited, Report, duty_report
from services.visits.queries.feeds import feed_visits, feeds
from services.visits.queries.floors import (
    Floor,
    Span,
    buildings,
    estates,
    floors,
    history,
    today,
    visitors,
    without_officer,
)
from services.visits.queries.major import Problem, awaiting_lead, major_problem, major_problems
from services.visits.queries.parties import Contact, KnownParty, contacts, parties, party
from services.visits.queries.personal_data import personal_data
from services.visits.queries.rounds import OWNER, BuildingRound, owners, rounds
from services.visits.queries.symposiums import (
    Planned,
    estate_name,
    plans_to_approve,
    symposium,
    symposium_plan,
    symposium_plans,
)
from services.visits.queries.visits import Listed, Told, due_today, household, households, told, visit, visits

__all__ = [
    "OWNER",
    "Audited",
    "BuildingRound",
    "Contact",
    "Counts",
    "Coverage",
    "DutyFilter",
    "Floor",
    "KnownParty",
    "Line",
    "Listed",
    "Owed",
    "Planned",
    "Problem",
    "Proven",
    "Report",
    "Share",
    "Span",
    "Told",
    "Walked",
    "awaiting_lead",
    "buildings",
    "by_clause",
    "by_day",
    "by_person",
    "contacts",
    "coverage",
    "due_today",
    "due_until",
    "duties",
    "duty",
    "duty_report",
    "estate_name",
    "estates",
    "feed_visits",
    "feeds",
    "floors",
    "history",
    "household",
    "households",
    "major_problem",
    "major_problems",
    "missed_lately",
    "owners",
    "parties",
    "party",
    "personal_data",
    "plans_to_approve",
    "quarterly_rounds",
    "rounds",
    "staff",
    "symposium",
    "symposium_plan",
    "symposium_plans",
    "today",
    "told",
    "visit",
    "visitors",
    "visits",
    "without_officer",
]
