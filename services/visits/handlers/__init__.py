"""The visits service's verbs, its only writers."""

from services.visits.handlers.concerns import end_concern, keep_concern
from services.visits.handlers.copies import COPIES, forget
from services.visits.handlers.duties import NotWaivable, keep_waiver, miss_due, waive_duty
from services.visits.handlers.duty_facts import take_account
from services.visits.handlers.duty_planning import plan_estate
from services.visits.handlers.duty_scopes import follow_estate, follow_staff
from services.visits.handlers.erasure import KEPT, erase_household
from services.visits.handlers.floors import assign_floors
from services.visits.handlers.major import keep_problem, record_major_visit, withdraw_problem
from services.visits.handlers.republish import republish
from services.visits.handlers.rounds import plan_round

__all__ = [
    "COPIES",
    "KEPT",
    "NotWaivable",
    "assign_floors",
    "end_concern",
    "erase_household",
    "follow_estate",
    "follow_staff",
    "forget",
    "keep_concern",
    "keep_problem",
    "keep_waiver",
    "miss_due",
    "plan_estate",
    "plan_round",
    "record_major_visit",
    "republish",
    "take_account",
    "waive_duty",
    "withdraw_problem",
]
