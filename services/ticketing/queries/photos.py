"""Reads of the photos of a ticket; who sees the ticket sees them."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.config import settings_of
from services.ticketing.models import Attachment
from shared import attachments
from shared.errors import NotFound


def photo(
    session: Session, ticket_id: UUID, attachment_id: UUID, *, thumbnail: bool = False
) -> tuple[Attachment, bytes]:
    """The photo and its file. Raises ``NotFound``."""
    found = session.scalars(
        select(Attachment).where(Attachment.id == attachment_id, Attachment.ticket_id == ticket_id)
    ).first()
    if found is None:
        raise NotFound
    name = attachments.thumbnail_of(found.key) if thumbnail else found.key
    return found, attachments.store_of(settings_of(session)).get(name)
