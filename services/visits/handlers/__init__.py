"""The visits service's verbs, its only writers."""

from services.visits.handlers.copies import COPIES, forget
from services.visits.handlers.duties import NotWaivable, keep_waiver, miss_due, waive_duty
from services.visits.handlers.duty_facts import take_account
from services.visits.handlers.duty_planning import plan_estate
from services.visits.handlers.duty_scopes import follow_estate, follow_staff
from services.visits.handlers.erasure import KEPT, erase_household
from services.visits.handlers.major import keep_problem, record_major_visit, withdraw_problem

__all__ = [
    "COPIES",
    "KEPT",
    "NotWaivable",
    "erase_household",
    "follow_estate",
    "follow_staff",
    "forget",
    "keep_problem",
    "keep_waiver",
    "miss_due",
    "plan_estate",
    "record_major_visit",
    "take_account",
    "waive_duty",
    "withdraw_problem",
]
