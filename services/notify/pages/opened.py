"""The link in a household's message: notes that it was opened, and goes on to what it is about."""

from typing import Any
from uuid import UUID

from flask import Blueprint

from services.notify import handlers
from shared.web import PUBLIC, db, see_other, writes

opened = Blueprint("opened", __name__)


@opened.get("/m/<uuid:message_id>")
@writes(PUBLIC, limit="120 per minute")
def message(message_id: UUID) -> Any:
    """Where it leads was written into the message, and is the same for whoever has the link."""
    return see_other(handlers.note_opened(db(), message_id=message_id).link)
