"""Photos of a visit, and the signature of who was met."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Response

from services.visits import handlers, queries
from services.visits.models import VisitPicture
from services.visits.schemas import AddPhotoSchema, SignRecordSchema, VisitPictureSchema
from shared.attachments import JPEG
from shared.web import ApiBlueprint, db, reads, writes

visit_pictures = ApiBlueprint("visit_pictures", __name__, url_prefix="/api/v1", description="Pictures of visits")
IMAGE = {"type": "string", "format": "binary"}


@visit_pictures.get("/visits/<uuid:visit_id>/pictures")
@reads("visits.read")
@visit_pictures.response(200, VisitPictureSchema(many=True))
def listed(visit_id: UUID) -> Sequence[VisitPicture]:
    """Those of one visit, in the order in which they came."""
    return queries.visit_pictures(db(), queries.visit(db(), visit_id).visit.id)


@visit_pictures.post("/visits/<uuid:visit_id>/photos")
@writes("visits.record")
@visit_pictures.arguments(AddPhotoSchema, location="form")
@visit_pictures.response(201, VisitPictureSchema)
@visit_pictures.doc(requestBody={"required": True, "content": {"multipart/form-data": {"schema": AddPhotoSchema}}})
def add_photo(facts: dict[str, Any], visit_id: UUID) -> VisitPicture:
    """One more photo of a visit that was recorded."""
    return handlers.add_photos(db(), visit_id=visit_id, photos=[facts["photo"].stream.read()])[0]


@visit_pictures.post("/visits/<uuid:visit_id>/sign")
@writes("visits.record")
@visit_pictures.arguments(SignRecordSchema)
@visit_pictures.response(201, VisitPictureSchema)
def sign(facts: dict[str, Any], visit_id: UUID) -> VisitPicture:
    """Who was met signs the record."""
    return handlers.sign_record(db(), visit_id=visit_id, **facts)


@visit_pictures.get("/visit-pictures/<uuid:picture_id>")
@reads("visits.read")
@visit_pictures.response(200, IMAGE, content_type="image/jpeg")
def image(picture_id: UUID) -> Response:
    """The picture as it is kept: upright, without place and device."""
    answer = Response(queries.visit_picture(db(), picture_id), content_type=JPEG)
    answer.headers["Cache-Control"] = "private, max-age=86400, immutable"
    return answer
