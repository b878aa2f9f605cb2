"""JSON bodies and forms about absences of staff."""

from marshmallow import Schema, fields

from services.ticketing.models import AbsenceReason
from shared.fields import in_this_century


class EnterAbsenceSchema(Schema):
    """Both days are included."""

    first_day = fields.Date(required=True, validate=in_this_century)
    last_day = fields.Date(required=True, validate=in_this_century)
    reason = fields.Enum(AbsenceReason, by_value=True, required=True)


class EndAbsenceSchema(Schema):
    """``version`` as it was read: the change is refused when somebody else's came first."""

    last_day = fields.Date(required=True, validate=in_this_century)
    version = fields.Integer()


class AbsenceSchema(EnterAbsenceSchema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    staff_id = fields.UUID(required=True)
    entered_by = fields.String(required=True)
    entered_at = fields.AwareDateTime(required=True)
