"""Bodies about answers that were passed on."""

from marshmallow import Schema, fields

from services.survey.models import FollowUpState


class FollowUpSchema(Schema):
    """``ticket_id`` is of the ticket that the front desk has opened; ``outcome`` is what it told last."""

    id = fields.UUID(required=True)
    sheet_id = fields.UUID(required=True)
    contact = fields.Boolean(required=True)
    description = fields.String(required=True)
    state = fields.Enum(FollowUpState, by_value=True, required=True)
    ticket_id = fields.UUID(required=True, allow_none=True)
    number = fields.String(required=True)
    outcome = fields.String(required=True)
    requested_at = fields.AwareDateTime(required=True)
    changed_at = fields.AwareDateTime(required=True)
