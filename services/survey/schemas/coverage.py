"""Bodies about whom a questionnaire could reach."""

from marshmallow import Schema, fields


class CoverageSchema(Schema):
    """Whom a questionnaire of one estate could reach."""

    estate_id = fields.UUID(required=True)
    estate = fields.String(required=True)
    buildings = fields.Integer(required=True)
    units = fields.Integer(required=True)
    owners = fields.Integer(required=True)
    tenants = fields.Integer(required=True)
    key_customers = fields.Integer(required=True)
