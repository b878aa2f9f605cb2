"""Notify's JSON API: the ledger of messages, and the own inbox."""

from typing import Any
from uuid import UUID

from services.notify import handlers, queries
from services.notify.models import Delivery, Message
from services.notify.queries import LedgerFilter
from services.notify.schemas import (
    DeliverySchema,
    InboxFilterSchema,
    InboxItemSchema,
    MessageFilterSchema,
    MessageRowSchema,
    MessageSchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

api = ApiBlueprint("notify", __name__, url_prefix="/api/v1")


@api.get("/messages")
@reads("messages.read")
@api.arguments(page_args(MessageFilterSchema), location="query")
@api.response(200, page_schema(MessageRowSchema))
def messages(args: dict[str, Any]) -> Page[Message]:
    """What was told to whom, newest first, with the state on each channel."""
    after, limit = args.pop("after"), args.pop("limit")
    return queries.messages(db(), LedgerFilter(**args), after=after, limit=limit)


@api.get("/messages/<uuid:message_id>")
@reads("messages.read")
@api.response(200, MessageSchema)
def message(message_id: UUID) -> Message:
    """One message with its text and every try to send it."""
    return queries.message(db(), message_id)


@api.post("/deliveries/<uuid:delivery_id>/retry")
@writes("messages.retry")
@api.response(200, DeliverySchema)
def retry(delivery_id: UUID) -> Delivery:
    """Sends again what failed or was not sent, to the address that the household has now."""
    handlers.retry(db(), delivery_id=delivery_id)
    return queries.delivery(db(), delivery_id)


@api.get("/inbox")
@reads("inbox.read")
@api.arguments(page_args(InboxFilterSchema), location="query")
@api.response(200, page_schema(InboxItemSchema))
def inbox(args: dict[str, Any]) -> Page[Message]:
    """The caller's own items, newest first."""
    return queries.inbox(db(), **args)


@api.post("/inbox/<uuid:message_id>/read")
@writes("inbox.read")
@api.response(200, InboxItemSchema)
def read(message_id: UUID) -> Message:
    """Marks an own item as read; once more changes nothing."""
    return handlers.mark_read(db(), message_id=message_id)
