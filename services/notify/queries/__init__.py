"""Reads for notify's pages and API; each takes a fixed number of queries."""

from services.notify.queries.inbox import inbox, unread_count
from services.notify.queries.messages import (
    LedgerFilter,
    delivery,
    delivery_due,
    message,
    messages,
    unreached,
)
from services.notify.queries.people import staff_member
from services.notify.queries.personal_data import personal_data

__all__ = [
    "LedgerFilter",
    "delivery",
    "delivery_due",
    "inbox",
    "message",
    "messages",
    "personal_data",
    "staff_member",
    "unreached",
    "unread_count",
]
