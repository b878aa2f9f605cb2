"""Photos that a form brings."""

from flask import request

from services.ticketing import handlers
from services.ticketing.handlers import Photo
from shared.errors import N_, Invalid
from shared.web import db

FIELD = "photos"
MOST_PHOTOS = 9


def sent_photos() -> list[Photo]:
    """Keeps the pictures of the form's field ``photos``. Raises ``Invalid`` for it."""
    files = [file for file in request.files.getlist(FIELD) if file.filename]
    if len(files) > MOST_PHOTOS:
        raise Invalid({FIELD: [N_("At most 9 photos are possible.")]})
    return [handlers.keep_photo(db(), file.read()) for file in files]
