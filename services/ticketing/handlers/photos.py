"""Photos of a step: cleaned and kept before the step that they belong to."""

from io import BytesIO

from sqlalchemy.orm import Session

from services.ticketing.config import settings_of
from services.ticketing.handlers.work_ticket import Photo
from shared.attachments import AttachmentStore

FIELD = "photos"


def keep_photo(session: Session, data: bytes) -> Photo:
    """Keeps an uploaded picture with its thumbnail. Raises ``Invalid`` for ``photos`` when it is none."""
    kept = AttachmentStore(settings_of(session).attachments).save_image(BytesIO(data), FIELD)
    return Photo(key=kept.key, content_type=kept.content_type, size=kept.size)
