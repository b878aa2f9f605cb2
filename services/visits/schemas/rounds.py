"""Bodies about quarterly rounds."""

from marshmallow import Schema, fields
from marshmallow.validate import Range

from shared.fields import EARLIEST_YEAR, LATEST_YEAR


class BuildingRoundSchema(Schema):
    """What a quarterly round of one building has to cover."""

    building_id = fields.UUID(required=True)
    estate = fields.String(required=True)
    building = fields.String(required=True)
    floors = fields.Integer(required=True)
    owners = fields.Integer(required=True)
    key_customers = fields.Integer(required=True)


class PlanRoundSchema(Schema):
    """Which round to plan; one that is planned already is planned anew around what is agreed."""

    estate_id = fields.UUID(required=True)
    year = fields.Integer(required=True, validate=Range(EARLIEST_YEAR, LATEST_YEAR - 1))
    quarter = fields.Integer(required=True, validate=Range(1, 4))


class RoundSchema(Schema):
    id = fields.UUID(required=True)
    estate_id = fields.UUID(required=True)
    year = fields.Integer(required=True)
    quarter = fields.Integer(required=True)
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)
    planned_by = fields.String(required=True)
    planned_at = fields.AwareDateTime(required=True)
    households = fields.Integer(required=True)
    without_time = fields.Integer(required=True)


class ShareSchema(Schema):
    due = fields.Integer(required=True)
    done = fields.Integer(required=True)
    tried = fields.Integer(required=True)
    late = fields.Integer(required=True)
    untimed = fields.Integer(required=True)


class WalkedSchema(Schema):
    """A round and how far it has come."""

    round = fields.Nested(RoundSchema, required=True)
    estate = fields.String(required=True)
    share = fields.Nested(ShareSchema, required=True)
