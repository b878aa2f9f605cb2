"""The photos of a ticket's steps."""

from uuid import UUID

from flask import Response, request

from services.ticketing import queries
from services.ticketing.models import Attachment
from shared.web import ApiBlueprint, db, reads

photos = ApiBlueprint(
    "photos", __name__, url_prefix="/api/v1/tickets/<uuid:ticket_id>/attachments", description="Photos of a ticket"
)
IMAGE = {"type": "string", "format": "binary"}


@photos.get("/<uuid:attachment_id>")
@reads("tickets.read")
@photos.response(200, IMAGE, content_type="image/jpeg")
def get_photo(ticket_id: UUID, attachment_id: UUID) -> Response:
    """The photo as it is kept: upright, without place and device."""
    return _image(*queries.photo(db(), ticket_id, attachment_id))


@photos.get("/<uuid:attachment_id>/thumbnail")
@reads("tickets.read")
@photos.response(200, IMAGE, content_type="image/jpeg")
def get_thumbnail(ticket_id: UUID, attachment_id: UUID) -> Response:
    """The photo, at most 320 pixels wide and high."""
    return _image(*queries.photo(db(), ticket_id, attachment_id, thumbnail=True))


def _image(photo: Attachment, data: bytes) -> Response:
    """A photo never changes, so the browser need not fetch it again; nobody between may keep it."""
    answer = Response(data, content_type=photo.content_type)
    answer.headers["Cache-Control"] = "private, max-age=86400, immutable"
    answer.add_etag()
    answer.make_conditional(request)
    return answer
