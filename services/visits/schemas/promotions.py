"""Bodies, forms and answers about promotional events (B4.1.2)."""

from marshmallow import Schema, fields, validate

from services.visits.models import PromotionState
from shared.fields import Line, Moment, SiteTime, Words, in_this_century


class RequirementSchema(Schema):
    """What the developer requires, who does it, by when, and who sees to it (the caller, where nobody is named)."""

    title = Line(200, required=True)
    owner = Line(100, load_default="")
    due_on = fields.Date(required=True, validate=in_this_century)
    follower_id = fields.UUID(load_default=None, allow_none=True)


class PreparePromotionSchema(Schema):
    party_id = fields.UUID(required=True)
    title = Line(100, required=True)
    starts_at = Moment(required=True)
    place = Line(200, required=True)
    notes = Words(5000, load_default="")
    requirements = fields.List(fields.Nested(RequirementSchema), load_default=list, validate=validate.Length(max=100))


class PreparePromotionFormSchema(Schema):
    """Requirements follow on the event's page."""

    party_id = fields.UUID(required=True)
    title = Line(100, required=True)
    starts_at = SiteTime(required=True)
    place = Line(200, required=True)
    notes = Words(5000, load_default="")


class RequestChangeSchema(Schema):
    """``staff_id`` coordinates it with the developer the same day."""

    what = Words(1000, required=True, filled=True)
    reason = Words(1000, required=True, filled=True)
    staff_id = fields.UUID(required=True)


class AcknowledgeChangeSchema(Schema):
    """``person`` is who spoke for the developer."""

    agreed = fields.Boolean(required=True)
    person = Line(100, required=True)
    outcome = Words(1000, load_default="")


class PromotionFilterSchema(Schema):
    state = fields.Enum(PromotionState, by_value=True, load_default=None)


class PromotionChangeSchema(Schema):
    """``acknowledged_at`` is null until the developer's word is known; ``agreed`` is that word."""

    id = fields.UUID(required=True)
    promotion_id = fields.UUID(required=True)
    what = fields.String(required=True)
    reason = fields.String(required=True)
    requested_by = fields.String(required=True)
    requested_at = fields.AwareDateTime(required=True)
    staff_id = fields.UUID(required=True)
    due_at = fields.AwareDateTime(required=True)
    acknowledged_at = fields.AwareDateTime(required=True, allow_none=True)
    acknowledged_by = fields.String(required=True)
    agreed = fields.Boolean(required=True, allow_none=True)
    person = fields.String(required=True)
    outcome = fields.String(required=True)


class PromotionSchema(Schema):
    """Its requirements are the tasks with its id as ``source_id``: ``count`` of them, ``done`` so far."""

    id = fields.UUID(required=True, attribute="promotion.id")
    estate_id = fields.UUID(required=True, attribute="promotion.estate_id")
    estate = fields.String(required=True)
    party_id = fields.UUID(required=True, attribute="promotion.party_id")
    party = fields.String(required=True, attribute="promotion.party.name")
    title = fields.String(required=True, attribute="promotion.title")
    starts_at = fields.AwareDateTime(required=True, attribute="promotion.starts_at")
    place = fields.String(required=True, attribute="promotion.place")
    notes = fields.String(required=True, attribute="promotion.notes")
    state = fields.Enum(PromotionState, by_value=True, required=True, attribute="promotion.state")
    reason = fields.String(required=True, attribute="promotion.reason")
    count = fields.Integer(required=True)
    done = fields.Integer(required=True)
    waiting = fields.Integer(required=True)
    changes = fields.List(fields.Nested(PromotionChangeSchema), required=True, attribute="promotion.changes")
