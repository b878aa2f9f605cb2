"""What the facts of a quarter come to, for other systems."""

from marshmallow import Schema, fields


class CountSchema(Schema):
    """How many in each of the ``periods``; ``key`` is empty for those that have none."""

    key = fields.String(required=True)
    name = fields.String(required=True)
    name_en = fields.String(required=True)
    numbers = fields.List(fields.Integer(), required=True)


class RateSchema(Schema):
    """Promises of one clock in the quarter, and in the one before."""

    clock = fields.String(required=True)
    kept = fields.Integer(required=True)
    late = fields.Integer(required=True)
    percent = fields.Float(required=True, allow_none=True)
    kept_before = fields.Integer(required=True)
    late_before = fields.Integer(required=True)


class TopSchema(Schema):
    kind = fields.String(required=True)
    category = fields.String(required=True)
    building = fields.String(required=True)
    number = fields.Integer(required=True)
    before = fields.Integer(required=True)


class ReasonSchema(Schema):
    ticket_id = fields.String(required=True)
    number = fields.String(required=True)
    category = fields.String(required=True)
    words = fields.String(required=True)


class HeardSchema(Schema):
    times = fields.Integer(required=True)
    told = fields.Integer(required=True)
    scores = fields.Integer(required=True)
    points = fields.Integer(required=True)


class AskedSchema(Schema):
    campaign_id = fields.String(required=True)
    title = fields.String(required=True)
    invited = fields.Integer(required=True)
    answered = fields.Integer(required=True)
    satisfied = fields.Float(required=True, allow_none=True)
    mean = fields.Float(required=True, allow_none=True)


class UnannouncedSchema(Schema):
    """An outage that did not hang in every lobby 24 hours ahead; only an emergency gives a ``reason`` (C2.1)."""

    notice_id = fields.String(required=True)
    number = fields.String(required=True)
    kind = fields.String(required=True)
    title = fields.String(required=True)
    starts_at = fields.String(required=True)
    reason = fields.String(required=True)


class FiguresSchema(Schema):
    """``periods`` are five quarters, the oldest first; all lists of numbers are in their order."""

    periods = fields.List(fields.String(), required=True)
    totals = fields.List(fields.Integer(), required=True)
    kinds = fields.List(fields.Nested(CountSchema), required=True)
    categories = fields.List(fields.Nested(CountSchema), required=True)
    buildings = fields.List(fields.Nested(CountSchema), required=True)
    channels = fields.List(fields.Nested(CountSchema), required=True)
    rates = fields.List(fields.Nested(RateSchema), required=True)
    states = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    ratings = fields.Nested(HeardSchema, required=True)
    top = fields.List(fields.Nested(TopSchema), required=True)
    reasons = fields.List(fields.Nested(ReasonSchema), required=True)
    visits = fields.Nested(HeardSchema, required=True)
    symposiums = fields.Nested(HeardSchema, required=True)
    mailbox = fields.Nested(HeardSchema, required=True)
    meetings = fields.Nested(HeardSchema, required=True)
    surveys = fields.List(fields.Nested(AskedSchema), required=True)
    outages = fields.Integer(required=True)
    unannounced = fields.List(fields.Nested(UnannouncedSchema), required=True)
