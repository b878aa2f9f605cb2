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


class KeySchema(Schema):
    """A public Ed25519 key (RFC 8037)."""

    kty = fields.String(required=True)
    crv = fields.String(required=True)
    kid = fields.String(required=True)
    x = fields.String(required=True)


class KeysSchema(Schema):
    keys = fields.List(fields.Nested(KeySchema), required=True)
