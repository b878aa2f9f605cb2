"""Bodies, forms and answers about weekly, monthly and quarterly reports (B4.2.4)."""

from marshmallow import Schema, fields

from services.visits.models import ReportKind, ReportState
from shared.fields import Line, Words


class BeginReportSchema(Schema):
    """``period`` is 2026-W49, 2026-12 or 2026-Q4."""

    estate_id = fields.UUID(required=True)
    kind = fields.Enum(ReportKind, by_value=True, required=True)
    period = Line(10, required=True)


class ReportTextsSchema(Schema):
    summary = Words(20_000, load_default="")
    problems = Words(20_000, load_default="")
    plan = Words(20_000, load_default="")


class ReportListSchema(Schema):
    kind = fields.Enum(ReportKind, by_value=True, load_default=None)
    state = fields.Enum(ReportState, by_value=True, load_default=None)
    estate_id = fields.UUID(load_default=None)


class PeriodReportSchema(ReportTextsSchema):
    """``figures`` by their names, as they were at ``assembled_at``."""

    id = fields.UUID(required=True)
    estate_id = fields.UUID(required=True)
    kind = fields.Enum(ReportKind, by_value=True, required=True)
    period = fields.String(required=True)
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)
    state = fields.Enum(ReportState, by_value=True, required=True)
    figures = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    assembled_at = fields.AwareDateTime(required=True)
    submitted_by = fields.String(required=True)
    submitted_at = fields.AwareDateTime(required=True, allow_none=True)


class ReportedSchema(Schema):
    report = fields.Nested(PeriodReportSchema, required=True)
    estate = fields.String(required=True)
