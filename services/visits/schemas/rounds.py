"""Bodies about quarterly rounds."""

from marshmallow import Schema, fields


class BuildingRoundSchema(Schema):
    """What a quarterly round of one building has to cover."""

    building_id = fields.UUID(required=True)
    estate = fields.String(required=True)
    building = fields.String(required=True)
    floors = fields.Integer(required=True)
    owners = fields.Integer(required=True)
    key_customers = fields.Integer(required=True)
