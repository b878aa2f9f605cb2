"""JSON bodies and forms of the weekly needs (A2.3)."""

from marshmallow import Schema, fields

from services.ticketing.models import Team
from shared.fields import Moment, Words


class AdjustSchema(Schema):
    """What the team changes in its work."""

    adjustment = Words(2000, required=True)


class DigestFilterSchema(Schema):
    """Whose weeks; ``ends_at`` names one, otherwise the last counts."""

    estate_id = fields.UUID(required=True)
    ends_at = Moment(load_default=None, allow_none=True)


class DigestSchema(Schema):
    """The requests of a team in a week; ``team`` null for those that nobody was given."""

    id = fields.UUID(required=True)
    estate_id = fields.UUID(required=True)
    team = fields.Enum(Team, by_value=True, required=True, allow_none=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    complaints = fields.Integer(required=True)
    repairs = fields.Integer(required=True)
    suggestions = fields.Integer(required=True)
    enquiries = fields.Integer(required=True)
    praise = fields.Integer(required=True)
    open = fields.Integer(required=True)
    late = fields.Integer(required=True)
    repeated = fields.Integer(required=True)
    adjustment = fields.String(required=True, allow_none=True)
    adjusted_by = fields.String(required=True, allow_none=True)
    adjusted_at = fields.AwareDateTime(required=True, allow_none=True)
