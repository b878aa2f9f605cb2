"""JSON bodies and forms by which tickets are handed over."""

from marshmallow import Schema, fields

from services.ticketing.models import Takeover


class PassOnSchema(Schema):
    """``to_id`` is who takes everything over, for ``way`` ``colleague``."""

    way = fields.Enum(Takeover, by_value=True, required=True)
    to_id = fields.UUID(load_default=None, allow_none=True)


class DeactivateSchema(PassOnSchema):
    """Who takes over what the person has still to solve; without any such ticket, nothing need be told."""

    way = fields.Enum(Takeover, by_value=True, load_default=None, allow_none=True)


class PassedOnSchema(Schema):
    count = fields.Integer(required=True)
