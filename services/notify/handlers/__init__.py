"""Notify's verbs, its only writers: plain facts in, the row out, never a commit."""

from services.notify.handlers.copies import COPIES
from services.notify.handlers.deliveries import Claim, claim_next, record
from services.notify.handlers.inbox import mark_all_read, mark_read
from services.notify.handlers.retry import RetryRefused, retry
from services.notify.handlers.tell import tell_household, tell_households, tell_of_work_left, tell_staff

__all__ = [
    "COPIES",
    "Claim",
    "RetryRefused",
    "claim_next",
    "mark_all_read",
    "mark_read",
    "record",
    "retry",
    "tell_household",
    "tell_households",
    "tell_of_work_left",
    "tell_staff",
]
