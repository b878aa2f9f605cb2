"""The caller's own inbox."""

from typing import Any
from uuid import UUID

from services.notify import handlers, queries
from services.notify.models import Message
from services.notify.schemas import InboxFilterSchema, InboxItemSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

inbox = ApiBlueprint("inbox", __name__, url_prefix="/api/v1", description="The own inbox")


@inbox.get("/inbox")
@reads("inbox.read")
@inbox.arguments(page_args(InboxFilterSchema), location="query")
@inbox.response(200, page_schema(InboxItemSchema))
def list_items(args: dict[str, Any]) -> Page[Message]:
    """The caller's own items, newest first."""
    return queries.inbox(db(), **args)


@inbox.post("/inbox/<uuid:message_id>/read")
@writes("inbox.read")
@inbox.response(200, InboxItemSchema)
def read(message_id: UUID) -> Message:
    """Marks an own item as read; once more changes nothing."""
    return handlers.mark_read(db(), message_id=message_id)
