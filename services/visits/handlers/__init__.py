"""The visits service's verbs, its only writers."""

from services.visits.handlers.concerns import end_concern, keep_concern
from services.visits.handlers.copies import COPIES, forget
from services.visits.handlers.erasure import KEPT, erase_household
from services.visits.handlers.floors import assign_floors
from services.visits.handlers.major import keep_problem, record_major_visit, withdraw_problem
from services.visits.handlers.republish import republish
from services.visits.handlers.rounds import plan_round

__all__ = [
    "COPIES",
    "KEPT",
    "assign_floors",
    "end_concern",
    "erase_household",
    "forget",
    "keep_concern",
    "keep_problem",
    "plan_round",
    "record_major_visit",
    "republish",
    "withdraw_problem",
]
