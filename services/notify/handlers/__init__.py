"""Notify's verbs, its only writers: plain facts in, the row out, never a commit."""

from services.notify.handlers.copies import COPIES
from services.notify.handlers.deliveries import Claim, claim_next, record
from services.notify.handlers.hotline_gaps import tell_hotline_gap
from services.notify.handlers.inbox import mark_all_read, mark_read, settle_items
from services.notify.handlers.retry import RetryRefused, retry
from services.notify.handlers.tell import tell_household, tell_households, tell_staff

__all__ = [
    "COPIES",
    "Claim",
    "RetryRefused",
    "claim_next",
    "mark_all_read",
    "mark_read",
    "record",
    "retry",
    "settle_items",
    "tell_hotline_gap",
    "tell_household",
    "tell_households",
    "tell_staff",
]
