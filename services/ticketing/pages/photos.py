"""Photos of a ticket: taken with the phone, shown to who may read the ticket."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import Blueprint
from shared.attachments import AttachmentStore
from werkzeug.datastructures import FileStorage

from services.ticketing.config import settings_of
from services.ticketing.handlers import Photo
from shared.web import db, reads

photos = Blueprint("photos", __name__, url_prefix="/photos/<uuid:photo_id>")
KEPT_SECONDS = 30 * 86_400


def kept_photos(files: Iterable[FileStorage]) -> list[Photo]:
    """Stores what was sent. Raises ``Invalid`` for a file that is no picture."""
    saved = [store().save_image(file.stream) for file in files if file.filename]
    return [Photo(image.key, image.content_type, image.size) for image in saved]


def store() -> AttachmentStore:
    return AttachmentStore(settings_of(db()).data_dir / "attachments")


@photos.get("")
@reads("tickets.read")
def whole(photo_id: UUID) -> Any:
    return _sent(photo_id, store().path)


@photos.get("/small")
@reads("tickets.read")
def small(photo_id: UUID) -> Any:
    return _sent(photo_id, store().thumbnail)
