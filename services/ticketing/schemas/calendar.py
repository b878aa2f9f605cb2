"""JSON bodies and forms of the working calendar."""

from marshmallow import Schema, fields, validate

from services.ticketing.schemas.values import ClockTime
from shared.fields import EARLIEST_YEAR, LATEST_YEAR, Line, in_this_century

YEAR = validate.Range(EARLIEST_YEAR, LATEST_YEAR - 1)


class CalendarFilterSchema(Schema):
    """Without a ``year``, the present one."""

    year = fields.Integer(load_default=None, validate=YEAR)


class CalendarPageSchema(CalendarFilterSchema):
    estate_id = fields.UUID(load_default=None)


class WorkingHoursSchema(Schema):
    """From when until when people work on a working day, in the site's time."""

    opens_at = ClockTime(required=True)
    closes_at = ClockTime(required=True)


class SpecialDaySchema(Schema):
    """``changed``: the estate decided about this day itself; ``name`` is the notice's, empty without one."""

    day = fields.Date(required=True)
    working = fields.Boolean(required=True)
    name = fields.String(required=True)
    changed = fields.Boolean(required=True)
    note = fields.String(required=True)


class CalendarSchema(Schema):
    """The days that are not simply worked Monday to Friday. ``provisional``: the year's notice is not known yet."""

    year = fields.Integer(required=True)
    provisional = fields.Boolean(required=True)
    hours = fields.Nested(WorkingHoursSchema, required=True, attribute="estate")
    days = fields.List(fields.Nested(SpecialDaySchema), required=True)


class DecideDaySchema(Schema):
    """``working`` null, or left out, follows the notice again."""

    day = fields.Date(required=True, validate=in_this_century)
    working = fields.Boolean(load_default=None, allow_none=True)
    note = Line(200, load_default="")


class ChangedDaySchema(Schema):
    """What the estate decided about a day."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    estate_id = fields.UUID(required=True)
    day = fields.Date(required=True)
    working = fields.Boolean(required=True, allow_none=True)
    note = fields.String(required=True)
