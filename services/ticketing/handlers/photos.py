"""Photos of a step: cleaned and kept before the step that they belong to."""

from sqlalchemy.orm import Session

from services.ticketing.config import settings_of
from services.ticketing.handlers.work_ticket import Photo
from shared import attachments, images

FIELD = "photos"


def keep_photo(session: Session, data: bytes) -> Photo:
    """Keeps an uploaded picture with its thumbnail. Raises ``Invalid`` for ``photos`` when it is none."""
    clean = images.clean(data, FIELD)
    store, key = attachments.store_of(settings_of(session)), attachments.digest(clean.picture)
    store.put(key, clean.picture)
    store.put(attachments.thumbnail_of(key), clean.thumbnail)
    return Photo(key=key, content_type=images.CONTENT_TYPE, size=len(clean.picture))
