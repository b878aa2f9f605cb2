"""Reads of the photos of a ticket; who sees the ticket sees them."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.config import settings_of
from services.ticketing.models import Attachment
from shared.attachments import AttachmentStore
from shared.errors import existing


def photo(
    session: Session, ticket_id: UUID, attachment_id: UUID, *, thumbnail: bool = False
) -> tuple[Attachment, bytes]:
    """The photo and its file. Raises ``NotFound``."""
    of_ticket = select(Attachment).where(Attachment.id == attachment_id, Attachment.ticket_id == ticket_id)
    found = existing(session.scalars(of_ticket).first())
    store = AttachmentStore(settings_of(session).attachments)
    with store.thumbnail(found.key) if thumbnail else store.open(found.key) as file:
        return found, file.read()
