"""Forms and JSON bodies of signs (A1.3)."""

from marshmallow import Schema, fields, validate

from services.notify.models import LONGEST_INTERVAL_DAYS, LONGEST_SIGN, SignCondition, SignKind
from shared.fields import Line, Upload, Words, in_this_century


class ChangeSignSchema(Schema):
    """``words`` is what it says, ``spot`` where it hangs; without ``building_id`` it stands outdoors."""

    kind = fields.Enum(SignKind, by_value=True, required=True)
    words = Line(LONGEST_SIGN, required=True)
    spot = Line(LONGEST_SIGN, required=True)
    building_id = fields.UUID(load_default=None, allow_none=True)
    interval_days = fields.Integer(required=True, validate=validate.Range(1, LONGEST_INTERVAL_DAYS))


class AddSignSchema(ChangeSignSchema):
    estate_id = fields.UUID(required=True)
    installed_on = fields.Date(load_default=None, allow_none=True, validate=in_this_century)


class InspectSignFormSchema(Schema):
    """What is wrong with it is told in ``note``."""

    sound = fields.Boolean(required=True)
    note = Words(1000, load_default="")


class InspectSignSchema(InspectSignFormSchema):
    photo = Upload(load_default=None)


class RemoveSignSchema(Schema):
    reason = Line(200, required=True)


class SignFilterSchema(Schema):
    estate_id = fields.UUID(load_default=None)
    kind = fields.Enum(SignKind, by_value=True, load_default=None)
    condition = fields.Enum(SignCondition, by_value=True, load_default=None)
    text = Line(100, load_default="")


class SignDefectSchema(Schema):
    """Open until ``settled_at``; ``ticket_id`` is the repair at the front desk."""

    id = fields.UUID(required=True)
    found_at = fields.AwareDateTime(required=True)
    found_by = fields.String(required=True)
    description = fields.String(required=True)
    ticket_id = fields.UUID(required=True, allow_none=True)
    ticket_number = fields.String(required=True, allow_none=True)
    settled_at = fields.AwareDateTime(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)


class SignSchema(AddSignSchema):
    id = fields.UUID(required=True)
    number = fields.String(required=True)
    building = fields.String(required=True)
    next_due_on = fields.Date(required=True)
    removed_at = fields.AwareDateTime(required=True, allow_none=True)
    removed_reason = fields.String(required=True, allow_none=True)
    defects = fields.List(fields.Nested(SignDefectSchema), required=True)


class SignInspectionSchema(Schema):
    id = fields.UUID(required=True)
    sign_id = fields.UUID(required=True)
    inspected_at = fields.AwareDateTime(required=True)
    inspected_by = fields.String(required=True)
    sound = fields.Boolean(required=True)
    note = fields.String(required=True)
