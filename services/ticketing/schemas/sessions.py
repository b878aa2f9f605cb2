"""JSON bodies of signing in."""

from marshmallow import Schema, fields

from services.ticketing.schemas.values import Line


class CredentialsSchema(Schema):
    username = Line(64, required=True)
    password = fields.String(required=True, load_only=True)


class TokenSchema(Schema):
    """``token`` goes into ``Authorization: Bearer``."""

    token = fields.String(required=True)
    expires_at = fields.AwareDateTime(required=True)
