"""The form of a rating, and how the API tells it."""

from marshmallow import Schema, fields, validate

from services.ticketing.models import BEST
from shared.fields import Words


class RateSchema(Schema):
    score = fields.Integer(required=True, validate=validate.Range(1, BEST))
    words = Words(2000, load_default="")


class RatingSchema(Schema):
    """``score`` is from 1 to 5; ``follow_up_id`` is the ticket that a low one has opened."""

    score = fields.Integer(required=True)
    words = fields.String(required=True)
    given_at = fields.AwareDateTime(required=True)
    follow_up_id = fields.UUID(required=True, allow_none=True)
