"""JSON bodies and forms about staff accounts."""

from marshmallow import Schema, fields, validate

from services.ticketing.models import Language, Team
from shared.fields import Line
from shared.permissions import ROLES

USERNAME = validate.Regexp(r"^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$")


class StaffFields(Schema):
    """What is told of an account; ``estates`` null means all of them."""

    name = Line(80, filled=True)
    roles = fields.List(fields.String(validate=validate.OneOf(list(ROLES))), validate=validate.Length(1, len(ROLES)))
    team = fields.Enum(Team, by_value=True, allow_none=True)
    estates = fields.List(fields.UUID(), allow_none=True, validate=validate.Length(max=1000))
    email = fields.Email(allow_none=True, validate=validate.Length(max=254))
    phone = Line(40, allow_none=True)
    language = fields.Enum(Language, by_value=True)


class CreateStaffSchema(StaffFields):
    """``username`` has letters, digits, dots, dashes and underscores."""

    username = fields.String(required=True, validate=USERNAME)
    name = Line(80, required=True)
    roles = fields.List(
        fields.String(validate=validate.OneOf(list(ROLES))), required=True, validate=validate.Length(1, len(ROLES))
    )


class ChangeStaffSchema(StaffFields):
    """``version`` as it was read: the change is refused when somebody else's came first."""

    version = fields.Integer(strict=True)


class StaffSchema(Schema):
    """A staff account; ``estates`` null means all of them."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    username = fields.String(required=True)
    name = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    team = fields.Enum(Team, by_value=True, required=True, allow_none=True)
    estates = fields.List(fields.UUID(), required=True, allow_none=True)
    email = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    language = fields.Enum(Language, by_value=True, required=True)
    active = fields.Boolean(required=True)
    has_password = fields.Boolean(required=True)


class InvitationSchema(Schema):
    """The link by which the person chooses a password: told once, for that person alone."""

    url = fields.String(required=True)
    expires_at = fields.AwareDateTime(required=True)


class InvitedSchema(StaffSchema):
    """A new account, with the person's ``invitation``."""

    invitation = fields.Nested(InvitationSchema, required=True)
