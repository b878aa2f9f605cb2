"""Bodies and filters about visits."""

from marshmallow import Schema, fields

from services.visits.models import VisitKind, VisitState
from services.visits.schemas.visit_steps import VisitNeedSchema, VisitRecordSchema


class VisitSchema(Schema):
    """``starts_at`` null: no time could be found yet."""

    id = fields.UUID(required=True)
    estate_id = fields.UUID(required=True)
    kind = fields.Enum(VisitKind, by_value=True, required=True)
    state = fields.Enum(VisitState, by_value=True, required=True)
    round_id = fields.UUID(required=True, allow_none=True)
    customer_id = fields.UUID(required=True)
    unit_path = fields.String(required=True)
    officer_id = fields.UUID(required=True, allow_none=True)
    starts_at = fields.AwareDateTime(required=True, allow_none=True)
    urgency = fields.Integer(required=True)
    tries = fields.Integer(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    ticket_id = fields.UUID(required=True, allow_none=True)


class ListedVisitSchema(Schema):
    visit = fields.Nested(VisitSchema, required=True)
    officer = fields.String(required=True)


class ToldSchema(Schema):
    """A visit with its record and the needs that were told on it; ``record`` is null until it has taken place."""

    visit = fields.Nested(VisitSchema, required=True)
    record = fields.Nested(VisitRecordSchema, required=True, allow_none=True)
    needs = fields.List(fields.Nested(VisitNeedSchema), required=True)


class VisitFilterSchema(Schema):
    """``late``: its time has passed without a record. ``untimed``: it has no time yet."""

    round_id = fields.UUID(load_default=None)
    officer_id = fields.UUID(load_default=None)
    building_id = fields.UUID(load_default=None)
    floor_id = fields.UUID(load_default=None)
    state = fields.Enum(VisitState, by_value=True, load_default=None)
    late = fields.Boolean(load_default=False)
    untimed = fields.Boolean(load_default=False)
    kind = fields.Enum(VisitKind, by_value=True, load_default=None)
