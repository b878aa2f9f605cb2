"""Bodies, forms and answers about symposiums (A2.2)."""

from marshmallow import Schema, fields, validate

from services.visits.models import OpinionKind, PlanState, SymposiumKind, SymposiumState
from shared.fields import Line, Moment, SiteTime, Words

YEARS = validate.Range(2000, 2100)


class BeginPlanSchema(Schema):
    estate_id = fields.UUID(required=True)
    year = fields.Integer(required=True, validate=YEARS)


class PlanSymposiumSchema(Schema):
    """Time, place, content and people: what the plan must say of each."""

    kind = fields.Enum(SymposiumKind, by_value=True, required=True)
    starts_at = Moment(required=True)
    place = Line(200, required=True)
    content = Words(2000, required=True, filled=True)
    people = Words(5000, required=True, filled=True)


class PlanSymposiumFormSchema(PlanSymposiumSchema):
    starts_at: SiteTime = SiteTime(required=True)  # type: ignore[assignment] # a form tells no offset


class ReasonSchema(Schema):
    reason = Words(1000, required=True, filled=True)


class RecordSymposiumSchema(Schema):
    """``present``: who signed in, one in each line."""

    held_at = Moment(required=True)
    present = Words(20_000, required=True, filled=True)
    minutes = Words(20_000, required=True, filled=True)


class RecordSymposiumFormSchema(RecordSymposiumSchema):
    held_at: SiteTime = SiteTime(required=True)  # type: ignore[assignment] # as above


class MoveSymposiumSchema(ReasonSchema):
    starts_at = Moment(required=True)
    place = Line(200, required=True)


class MoveSymposiumFormSchema(MoveSymposiumSchema):
    starts_at: SiteTime = SiteTime(required=True)  # type: ignore[assignment] # as above


class TakeOpinionSchema(Schema):
    kind = fields.Enum(OpinionKind, by_value=True, required=True)
    said_by = Line(100, required=True)
    words = Words(5000, required=True, filled=True)


class SymposiumOpinionSchema(TakeOpinionSchema):
    """``ticket_id`` is the front desk's ticket of it, null until it is there."""

    id = fields.UUID(required=True)
    ticket_id = fields.UUID(required=True, allow_none=True)
    ticket_number = fields.String(required=True)


class SymposiumSchema(PlanSymposiumSchema):
    """A symposium of a plan; ``held_at`` is null until it was held."""

    id = fields.UUID(required=True)
    plan_id = fields.UUID(required=True)
    state = fields.Enum(SymposiumState, by_value=True, required=True)
    held_at = fields.AwareDateTime(required=True, allow_none=True)
    present = fields.String(required=True)
    minutes = fields.String(required=True)
    recorded_by = fields.String(required=True)
    reason = fields.String(required=True)


class SymposiumPlanFilterSchema(Schema):
    state = fields.Enum(PlanState, by_value=True, load_default=None)


class SymposiumPlanSchema(Schema):
    """A year's plan, with how many symposiums it holds and how many of them were held."""

    id = fields.UUID(required=True, attribute="plan.id")
    estate_id = fields.UUID(required=True, attribute="plan.estate_id")
    estate = fields.String(required=True)
    year = fields.Integer(required=True, attribute="plan.year")
    state = fields.Enum(PlanState, by_value=True, required=True, attribute="plan.state")
    submitted_by = fields.String(required=True, attribute="plan.submitted_by")
    submitted_at = fields.AwareDateTime(required=True, allow_none=True, attribute="plan.submitted_at")
    decided_by = fields.String(required=True, attribute="plan.decided_by")
    decided_at = fields.AwareDateTime(required=True, allow_none=True, attribute="plan.decided_at")
    reason = fields.String(required=True, attribute="plan.reason")
    count = fields.Integer(required=True)
    held = fields.Integer(required=True)


class WholePlanSchema(SymposiumPlanSchema):
    symposiums = fields.List(fields.Nested(SymposiumSchema), required=True, attribute="plan.symposiums")
