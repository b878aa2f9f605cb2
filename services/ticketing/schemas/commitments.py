"""JSON bodies and forms of the commitment table (C2.5, C2.6)."""

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from marshmallow import Schema, fields, post_load, pre_load, validate

from services.ticketing.models import (
    LADDER,
    LONGEST_MINUTES,
    Area,
    Calendar,
    ClockKind,
    Target,
    Telling,
    TicketKind,
    Tier,
)

PERCENT, MINUTES_AFTER = validate.Range(1, 1000), validate.Range(0, LONGEST_MINUTES)
ROLE = validate.OneOf(LADDER)
ESCALATION = ("percents", "minutes_after", "roles")


class EscalationStepSchema(Schema):
    """At ``percent`` of the time (100: breach), or ``minutes_after`` that, ``role`` is told."""

    percent = fields.Integer(required=True, validate=PERCENT)
    minutes_after = fields.Integer(load_default=0, validate=MINUTES_AFTER)
    role = fields.String(required=True, validate=ROLE)

    @post_load
    def _as_telling(self, facts: dict[str, Any], **_kwargs: Any) -> Telling:
        return Telling(**facts)


class ReplaceCommitmentSchema(Schema):
    """Another time for the same requests; without a ``calendar`` it stays as it was."""

    target = fields.Enum(Target, by_value=True, required=True)
    minutes = fields.Integer(load_default=None, allow_none=True)
    calendar = fields.Enum(Calendar, by_value=True, load_default=None)
    escalation = fields.List(fields.Nested(EscalationStepSchema), required=True)


class AddCommitmentSchema(ReplaceCommitmentSchema):
    """What is promised for which requests; ``clock`` names the promise."""

    kind = fields.Enum(TicketKind, by_value=True, required=True)
    area = fields.Enum(Area, by_value=True, load_default=None, allow_none=True)
    tier = fields.Enum(Tier, by_value=True, required=True)
    clock_kind = fields.Enum(ClockKind, by_value=True, required=True, data_key="clock")
    calendar = fields.Enum(Calendar, by_value=True, load_default=Calendar.ALWAYS)


class CommitmentSchema(Schema):
    """``minutes`` counts when ``target`` is ``minutes``; ``same_day`` also covers the time agreed."""

    id = fields.UUID(required=True)
    kind = fields.Enum(TicketKind, by_value=True, required=True)
    area = fields.Enum(Area, by_value=True, required=True, allow_none=True)
    tier = fields.Enum(Tier, by_value=True, required=True)
    clock = fields.Enum(ClockKind, by_value=True, required=True)
    target = fields.Enum(Target, by_value=True, required=True)
    minutes = fields.Integer(required=True, allow_none=True)
    calendar = fields.Enum(Calendar, by_value=True, required=True)
    clause = fields.String(required=True)
    valid_from = fields.AwareDateTime(required=True)
    replaced_at = fields.AwareDateTime(required=True, allow_none=True)
    escalation = fields.List(fields.Nested(EscalationStepSchema), required=True)


class CommitmentFormSchema(Schema):
    """``percents``, ``minutes_after`` and ``roles`` belong together, row by row; one without its percent is none."""

    target = fields.Enum(Target, by_value=True, required=True)
    minutes = fields.Integer(load_default=None)
    calendar = fields.Enum(Calendar, by_value=True, load_default=None)
    percents = fields.List(fields.Integer(validate=PERCENT), load_default=list)
    minutes_after = fields.List(fields.Integer(validate=MINUTES_AFTER), load_default=list)
    roles = fields.List(fields.String(validate=ROLE), load_default=list)

    @pre_load
    def _without_empty_rows(self, typed: Mapping[str, Any], **_kwargs: Any) -> dict[str, Any]:
        told = zip_longest(*(typed.get(name, []) for name in ESCALATION), fillvalue="")
        rows = [(percent, later or "0", role) for percent, later, role in told if percent]
        columns = list(zip(*rows, strict=True)) or [(), (), ()]
        return {**typed, **{name: list(column) for name, column in zip(ESCALATION, columns, strict=True)}}

    @post_load
    def _as_steps(self, facts: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        return facts | {"escalation": self._escalation(facts)}

    @staticmethod
    def _escalation(facts: dict[str, Any]) -> list[Telling]:
        rows = sorted(zip(*(facts.pop(name) for name in ESCALATION), strict=True))
        return [Telling(percent, role, minutes_after) for percent, minutes_after, role in rows]


class NewCommitmentFormSchema(CommitmentFormSchema):
    """What is promised for which requests."""

    kind = fields.Enum(TicketKind, by_value=True, required=True)
    area = fields.Enum(Area, by_value=True, load_default=None)
    tier = fields.Enum(Tier, by_value=True, required=True)
    clock_kind = fields.Enum(ClockKind, by_value=True, required=True)
    calendar = fields.Enum(Calendar, by_value=True, load_default=Calendar.ALWAYS)
