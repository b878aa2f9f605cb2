"""JSON bodies and forms about other systems' access."""

from marshmallow import Schema, fields, validate

from shared.fields import Line
from shared.permissions import SCOPES

SCOPE = validate.OneOf(sorted(SCOPES))


class CreateApiClientSchema(Schema):
    """``scopes`` are what the system may do; ``estates`` null means all of them."""

    name = Line(80, required=True)
    scopes = fields.List(fields.String(validate=SCOPE), required=True, validate=validate.Length(1, len(SCOPES)))
    estates = fields.List(fields.UUID(), load_default=None, allow_none=True, validate=validate.Length(max=1000))


class ApiClientSchema(Schema):
    """Another system's access."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    scopes = fields.List(fields.String(), required=True)
    estates = fields.List(fields.UUID(), required=True, allow_none=True)
    active = fields.Boolean(required=True)
    expires_at = fields.AwareDateTime(required=True)


class NewApiClientSchema(Schema):
    """``token`` goes into ``Authorization: Bearer``; it is shown this once."""

    client = fields.Nested(ApiClientSchema, required=True)
    token = fields.String(required=True)
