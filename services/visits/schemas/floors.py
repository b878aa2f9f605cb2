"""Bodies and forms about floors and their officers."""

from marshmallow import Schema, fields
from marshmallow.validate import Length

from shared.errors import N_
from shared.fields import in_this_century

MOST_FLOORS = 500


class AssignFloorsSchema(Schema):
    """The officer has the floors from the first day on, until somebody else is given them."""

    floor_ids = fields.List(
        fields.UUID(),
        required=True,
        validate=Length(1, MOST_FLOORS),
        error_messages={"required": N_("Choose at least one floor.")},
    )
    staff_id = fields.UUID(required=True)
    first_day = fields.Date(required=True, validate=in_this_century)


class FloorOfficerSchema(Schema):
    id = fields.UUID(required=True)
    floor_id = fields.UUID(required=True)
    staff_id = fields.UUID(required=True)
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True, allow_none=True)


class FloorSchema(Schema):
    """A floor with who has it today and who will have it."""

    floor_id = fields.UUID(required=True, attribute="floor.id")
    estate_id = fields.UUID(required=True, attribute="floor.estate_id")
    path = fields.String(required=True, attribute="floor.path")
    current = fields.Nested(FloorOfficerSchema, required=True, allow_none=True)
    officer = fields.String(required=True)
    gone = fields.Boolean(required=True)
    coming = fields.Nested(FloorOfficerSchema, required=True, allow_none=True)
    successor = fields.String(required=True)


class FloorFilterSchema(Schema):
    estate_id = fields.UUID(load_default=None)
    building_id = fields.UUID(load_default=None)
    staff_id = fields.UUID(load_default=None)
    without = fields.Boolean(load_default=False)
