"""The visits service's verbs, its only writers."""

from services.visits.handlers.copies import COPIES, forget
from services.visits.handlers.erasure import KEPT, erase_household
from services.visits.handlers.major import keep_problem, record_major_visit, withdraw_problem

__all__ = ["COPIES", "KEPT", "erase_household", "forget", "keep_problem", "record_major_visit", "withdraw_problem"]
