"""JSON bodies and HTML forms of notify."""

from services.notify.schemas.inbox import InboxFilterSchema, InboxItemSchema, ReadAllSchema
from services.notify.schemas.messages import (
    DeliverySchema,
    MessageFilterSchema,
    MessageRowSchema,
    MessageSchema,
)

__all__ = [
    "DeliverySchema",
    "InboxFilterSchema",
    "InboxItemSchema",
    "MessageFilterSchema",
    "MessageRowSchema",
    "MessageSchema",
    "ReadAllSchema",
]
