"""Bodies, forms and answers about weekly summaries (B4.2.2)."""

from marshmallow import Schema, fields, validate

from services.visits.clauses import TEAMS
from services.visits.models import SummaryState
from shared.errors import N_
from shared.fields import Words

WEEK = validate.Regexp(r"^20\d\d-W\d\d$", error=N_("This is no week."))


class SummaryTextsSchema(Schema):
    """What was done, what stood in the way, what is planned for the next week."""

    done = Words(10_000, load_default="")
    problems = Words(10_000, load_default="")
    plan = Words(10_000, load_default="")


class SaveSummarySchema(SummaryTextsSchema):
    estate_id = fields.UUID(required=True)
    team = fields.String(required=True, validate=validate.OneOf(TEAMS))
    week = fields.String(required=True, validate=WEEK)


class SummaryWeekSchema(Schema):
    estate_id = fields.UUID(load_default=None)
    week = fields.String(load_default="", validate=validate.Regexp(r"^(20\d\d-W\d\d)?$", error=N_("This is no week.")))


class SummaryFilterSchema(SummaryWeekSchema):
    state = fields.Enum(SummaryState, by_value=True, load_default=None)


class SummarySchema(SaveSummarySchema):
    """``planned`` is what the department's last summary had planned for this week."""

    id = fields.UUID(required=True)
    state = fields.Enum(SummaryState, by_value=True, required=True)
    planned = fields.String(required=True)
    submitted_by = fields.String(required=True)
    submitted_at = fields.AwareDateTime(required=True, allow_none=True)
