"""JSON bodies and filters of the figures."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.ticketing.models import Age, TicketKind
from services.ticketing.schemas.facets import PeriodSchema, short_enough
from shared.errors import N_


class FiguresFilterSchema(PeriodSchema):
    """Whose figures: of one estate, or of all that the reader sees; without days, of the last thirty."""

    estate_id = fields.UUID(load_default=None)

    @validates_schema
    def check_length(self, facts: dict[str, Any], **_kwargs: Any) -> None:
        since, until = facts.get("since"), facts.get("until")
        if since and until and not short_enough(since, until):
            raise ValidationError(N_("At most a year at once."), "until")


class FiguresPageSchema(FiguresFilterSchema):
    """``by`` is how long a column of the chart is."""

    by = fields.String(load_default=None, validate=validate.OneOf(["day", "week", "month"]))


class DayCountSchema(Schema):
    day = fields.Date(required=True)
    tickets = fields.Integer(required=True)


class HourCountSchema(Schema):
    """``weekday`` counts from Monday, 0."""

    weekday = fields.Integer(required=True)
    hour = fields.Integer(required=True)
    tickets = fields.Integer(required=True)


class ValueCountSchema(Schema):
    """``value`` is one of the vocabulary, or the id of a row; null for those without one."""

    value = fields.String(required=True, allow_none=True)
    tickets = fields.Integer(required=True)


class PromiseSchema(Schema):
    """Tickets by what became of the promises of a clock; ``any`` is all clocks of a ticket together."""

    clock = fields.String(required=True)
    kept = fields.Integer(required=True)
    missed = fields.Integer(required=True)
    running = fields.Integer(required=True)


class AgeCountSchema(Schema):
    age = fields.Enum(Age, by_value=True, required=True)
    tickets = fields.Integer(required=True)


class RepeatedSchema(Schema):
    """A place that was reported for the same more than once."""

    estate_id = fields.UUID(required=True)
    unit_id = fields.UUID(required=True)
    unit_path = fields.String(required=True)
    kind = fields.Enum(TicketKind, by_value=True, required=True)
    category_id = fields.UUID(required=True, allow_none=True)
    times = fields.Integer(required=True)


class FiguresSchema(Schema):
    """Of the tickets filed on the days; ``before`` were filed in as many days before. ``ages`` are of all open now."""

    since = fields.Date(required=True)
    until = fields.Date(required=True)
    received = fields.Integer(required=True)
    before = fields.Integer(required=True)
    still_open = fields.Integer(required=True)
    by_day = fields.List(fields.Nested(DayCountSchema), required=True)
    by_hour = fields.List(fields.Nested(HourCountSchema), required=True)
    by_estate = fields.List(fields.Nested(ValueCountSchema), required=True)
    by_building = fields.List(fields.Nested(ValueCountSchema), required=True)
    by_category = fields.List(fields.Nested(ValueCountSchema), required=True)
    by_kind = fields.List(fields.Nested(ValueCountSchema), required=True)
    by_tier = fields.List(fields.Nested(ValueCountSchema), required=True)
    by_channel = fields.List(fields.Nested(ValueCountSchema), required=True)
    promises = fields.List(fields.Nested(PromiseSchema), required=True)
    ages = fields.List(fields.Nested(AgeCountSchema), required=True)
    repeated = fields.List(fields.Nested(RepeatedSchema), required=True)
