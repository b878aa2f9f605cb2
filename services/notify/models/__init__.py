"""Tables, state rules and domain errors of notify."""

from services.notify.models.base import Base
from services.notify.models.choices import (
    EMAIL,
    INBOX,
    LABELS,
    SMS,
    DeliveryState,
    MessageState,
    Outcome,
    Reason,
    RecipientKind,
)
from services.notify.models.messages import UNREAD, Delivery, DeliveryAttempt, Message, reached
from services.notify.models.people import ApiClient, Customer, Estate, Staff
from services.notify.models.reporters import TicketReporter

__all__ = [
    "EMAIL",
    "INBOX",
    "LABELS",
    "SMS",
    "UNREAD",
    "ApiClient",
    "Base",
    "Customer",
    "Delivery",
    "DeliveryAttempt",
    "DeliveryState",
    "Estate",
    "Message",
    "MessageState",
    "Outcome",
    "Reason",
    "RecipientKind",
    "Staff",
    "TicketReporter",
    "reached",
]
