"""JSON bodies of the commitment table (C2.5, C2.6)."""

from marshmallow import Schema, fields

from services.ticketing.models import Area, Calendar, Target, TicketKind, Tier


class EscalationStepSchema(Schema):
    """At ``percent`` of the time (100: breach) ``role`` is told."""

    percent = fields.Integer(required=True)
    role = fields.String(required=True)


class CommitmentSchema(Schema):
    """``minutes`` counts when ``target`` is ``minutes``; ``same_day`` also covers the time agreed."""

    id = fields.UUID(required=True)
    kind = fields.Enum(TicketKind, by_value=True, required=True)
    area = fields.Enum(Area, by_value=True, required=True, allow_none=True)
    tier = fields.Enum(Tier, by_value=True, required=True)
    clock = fields.String(required=True)
    target = fields.Enum(Target, by_value=True, required=True)
    minutes = fields.Integer(required=True, allow_none=True)
    calendar = fields.Enum(Calendar, by_value=True, required=True)
    clause = fields.String(required=True)
    valid_from = fields.AwareDateTime(required=True)
    escalation = fields.List(fields.Nested(EscalationStepSchema), required=True)
