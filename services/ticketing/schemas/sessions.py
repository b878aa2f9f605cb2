"""JSON bodies of signing in."""

from marshmallow import Schema, fields

from services.ticketing.schemas.values import Line, Secret


class CredentialsSchema(Schema):
    username = Line(64, required=True)
    password = Secret(required=True)


class TokenSchema(Schema):
    """``token`` goes into ``Authorization: Bearer``."""

    token = fields.String(required=True)
    expires_at = fields.AwareDateTime(required=True)
