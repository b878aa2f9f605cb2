"""The ledger of messages."""

from typing import Any
from uuid import UUID

from services.notify import handlers, queries
from services.notify.models import Delivery, Message
from services.notify.queries import LedgerFilter
from services.notify.schemas import DeliverySchema, MessageFilterSchema, MessageRowSchema, MessageSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

ledger = ApiBlueprint("ledger", __name__, url_prefix="/api/v1", description="Messages sent")


@ledger.get("/messages")
@reads("messages.read")
@ledger.arguments(page_args(MessageFilterSchema), location="query")
@ledger.response(200, page_schema(MessageRowSchema))
def messages(args: dict[str, Any]) -> Page[Message]:
    """What was told to whom, newest first, with the state on each channel."""
    after, limit = args.pop("after"), args.pop("limit")
    return queries.messages(db(), LedgerFilter(**args), after=after, limit=limit)


@ledger.get("/messages/<uuid:message_id>")
@reads("messages.read")
@ledger.response(200, MessageSchema)
def message(message_id: UUID) -> Message:
    """One message with its text and every try to send it."""
    return queries.message(db(), message_id)


@ledger.post("/deliveries/<uuid:delivery_id>/retry")
@writes("messages.retry")
@ledger.response(200, DeliverySchema)
def retry(delivery_id: UUID) -> Delivery:
    """Sends again what failed or was not sent, to the address that the household has now."""
    handlers.retry(db(), delivery_id=delivery_id)
    return queries.delivery(db(), delivery_id)
