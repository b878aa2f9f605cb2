"""Bodies and answers about the pictures of a visit's record."""

from marshmallow import Schema, fields, validate

from services.visits.models import PictureKind
from shared.fields import Upload

MOST_DRAWN = 400_000  # characters of a drawn signature


class AddPhotoSchema(Schema):
    photo = Upload(required=True)


class SignRecordSchema(Schema):
    """``signature`` is a PNG as a ``data:`` address."""

    signature = fields.String(required=True, validate=validate.Length(1, MOST_DRAWN))


class VisitPictureSchema(Schema):
    id = fields.UUID(required=True)
    visit_id = fields.UUID(required=True)
    kind = fields.Enum(PictureKind, by_value=True, required=True)
    added_by = fields.String(required=True)
    added_at = fields.AwareDateTime(required=True)
