"""Answers and filters about what was promised on visits."""

from marshmallow import Schema, fields

from services.visits.models import PromiseState


class PromiseFilterSchema(Schema):
    """``mine``: of visits that the caller made."""

    state = fields.Enum(PromiseState, by_value=True, load_default=PromiseState.OPEN)
    mine = fields.Boolean(load_default=False)


class PromiseSchema(Schema):
    """``kept_at`` is null as long as it is open; ``late``: its day has passed."""

    visit_id = fields.UUID(required=True, attribute="visit.id")
    unit_path = fields.String(required=True, attribute="visit.unit_path")
    officer = fields.String(required=True)
    promised = fields.String(required=True, attribute="record.promised")
    promised_until = fields.Date(required=True, attribute="record.promised_until")
    kept_at = fields.AwareDateTime(required=True, allow_none=True, attribute="record.kept_at")
    late = fields.Boolean(required=True)
