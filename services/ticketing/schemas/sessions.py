"""JSON bodies and forms of signing in, and of the own account."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validates_schema

from services.ticketing.models import Language
from services.ticketing.schemas.values import Secret
from shared.errors import N_
from shared.fields import Line


class CredentialsSchema(Schema):
    username = Line(64, required=True)
    password = Secret(required=True)


class PasswordSchema(Schema):
    """The own password, typed once more."""

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


class LanguageSchema(Schema):
    language = fields.Enum(Language, by_value=True, required=True)


class ChosenPasswordSchema(Schema):
    """A new password, typed twice."""

    password = Secret(required=True)
    again = Secret(required=True)

    @validates_schema
    def _same_twice(self, data: dict[str, str], **_kwargs: Any) -> None:
        if data["password"] != data["again"]:
            raise ValidationError(N_("The two passwords differ."), "again")


class OwnPasswordSchema(ChosenPasswordSchema):
    """By who knows the current one."""

    current = Secret(required=True)
