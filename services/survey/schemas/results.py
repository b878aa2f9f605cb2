"""Bodies and forms about the notice of a survey's results."""

from typing import Any

from marshmallow import Schema, fields, post_load

from services.survey.models import ResultsText
from shared.fields import Line, Words

LONGEST_TITLE, LONGEST_BODY, LONGEST_REASON = 120, 20_000, 500


class ResultsTextSchema(Schema):
    """``body`` is markdown; ``version`` is what the writer had read."""

    title = Line(LONGEST_TITLE, required=True)
    body = Words(LONGEST_BODY, required=True)
    title_en = Line(LONGEST_TITLE, load_default="")
    body_en = Words(LONGEST_BODY, load_default="")
    version = fields.Integer(load_default=None, allow_none=True)

    @post_load
    def text(self, facts: dict[str, Any], **_: Any) -> dict[str, Any]:
        version = facts.pop("version")
        return {"text": ResultsText(**facts), "version": version}


class ReturnReportSchema(Schema):
    reason = Words(LONGEST_REASON, required=True)


class ReportSchema(Schema):
    campaign_id = fields.UUID(required=True)
    title = fields.String(required=True)
    body = fields.String(required=True)
    title_en = fields.String(required=True)
    body_en = fields.String(required=True)
    returned_reason = fields.String(required=True, allow_none=True)
    approved_by = fields.String(required=True, allow_none=True)
    approved_at = fields.AwareDateTime(required=True, allow_none=True)
    published_at = fields.AwareDateTime(required=True, allow_none=True)
    version = fields.Integer(required=True)
