"""Bodies and forms about the quarterly analysis and its measures."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields

from services.survey.models import AnalysisState, Quarter
from shared.errors import N_
from shared.fields import Words, in_this_century

LONGEST_MEASURE = 500


class QuarterField(fields.String):
    """``2026-Q3``."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        quarter = Quarter.named(str(super()._deserialize(value, attr, data, **kwargs)))
        if quarter is None:
            raise ValidationError(N_("Write the quarter as 2026-Q3."))
        return quarter


class DraftAnalysisSchema(Schema):
    estate_id = fields.UUID(required=True)
    quarter = QuarterField(required=True)


class FiguresFilterSchema(Schema):
    """Of the first estate and of the current quarter where nothing is said."""

    estate = fields.UUID(load_default=None, allow_none=True)
    quarter = QuarterField(load_default=None, allow_none=True)


class AnalysisFilterSchema(Schema):
    state = fields.Enum(AnalysisState, by_value=True, load_default=None)
    estate = fields.UUID(load_default=None, allow_none=True)


class ApproveAnalysisSchema(Schema):
    """``on_board``: everybody in the estate can read it on the boards."""

    on_board = fields.Boolean(load_default=False)


class MeasureSchema(Schema):
    words = Words(LONGEST_MEASURE, required=True)
    owner_id = fields.UUID(required=True)
    due_on = fields.Date(required=True, validate=in_this_century)


class FinishMeasureSchema(Schema):
    """What was done."""

    words = Words(LONGEST_MEASURE, required=True)


class MeasureFilterSchema(Schema):
    """The reader's own unless ``everybody``; the open ones unless ``done``."""

    everybody = fields.Boolean(load_default=False)
    done = fields.Boolean(load_default=False)


class AnalysisSchema(Schema):
    """``requests`` and ``households`` are how many were covered and told when it was published."""

    id = fields.UUID(required=True)
    estate_id = fields.UUID(required=True)
    quarter = fields.String(required=True, attribute="of.key")
    state = fields.Enum(AnalysisState, by_value=True, required=True)
    title = fields.String(required=True)
    body = fields.String(required=True)
    title_en = fields.String(required=True)
    body_en = fields.String(required=True)
    on_board = fields.Boolean(required=True)
    submitted_by = fields.String(required=True, allow_none=True)
    submitted_at = fields.AwareDateTime(required=True, allow_none=True)
    returned_reason = fields.String(required=True, allow_none=True)
    approved_by = fields.String(required=True, allow_none=True)
    approved_at = fields.AwareDateTime(required=True, allow_none=True)
    published_at = fields.AwareDateTime(required=True, allow_none=True)
    requests = fields.Integer(required=True)
    households = fields.Integer(required=True)
    version = fields.Integer(required=True)


class AnalysedSchema(Schema):
    """An analysis with how many measures it has, and how many of these are done."""

    analysis = fields.Nested(AnalysisSchema, required=True)
    estate = fields.String(required=True)
    measures = fields.Integer(required=True)
    done = fields.Integer(required=True)


class MeasureToldSchema(Schema):
    """A duty from ``given_at`` on, the publication of its analysis."""

    id = fields.UUID(required=True)
    analysis_id = fields.UUID(required=True)
    words = fields.String(required=True)
    owner_id = fields.UUID(required=True)
    owner = fields.String(required=True)
    due_on = fields.Date(required=True)
    given_at = fields.AwareDateTime(required=True, allow_none=True)
    done_at = fields.AwareDateTime(required=True, allow_none=True)
    done_by = fields.String(required=True, allow_none=True)
    done_words = fields.String(required=True, allow_none=True)


class AnalysisReadSchema(Schema):
    analysis = fields.Nested(AnalysisSchema, required=True)
    estate = fields.String(required=True)
    measures = fields.List(fields.Nested(MeasureToldSchema), required=True)


class OwedSchema(Schema):
    measure = fields.Nested(MeasureToldSchema, required=True)
    estate = fields.String(required=True)
    late = fields.Boolean(required=True)
