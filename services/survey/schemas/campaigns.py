"""Bodies and forms about surveys among residents."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validates_schema
from marshmallow.validate import OneOf, Range

from services.survey.models import CampaignState, HouseholdKind, Scope
from shared.errors import N_
from shared.fields import Line, Words, in_this_century

LONGEST_TITLE, LONGEST_REASON = 80, 500
LARGEST_SAMPLE = 1_000_000


class ScopeSchema(Schema):
    """Whom to ask of those who live in the estate; what is left out does not narrow it."""

    kinds = fields.List(fields.Enum(HouseholdKind, by_value=True), load_default=list)
    buildings = fields.List(fields.UUID(), load_default=list)
    key_customers = fields.Boolean(load_default=False)
    sample = fields.Integer(load_default=None, allow_none=True, validate=Range(1, LARGEST_SAMPLE))
    seed = fields.Integer(load_default=0, validate=Range(0, 2**31 - 1))

    @post_load
    def scope(self, facts: dict[str, Any], **_: Any) -> Scope:
        kinds, buildings = (tuple(map(str, facts.pop(name))) for name in ("kinds", "buildings"))
        return Scope(kinds=kinds, buildings=buildings, **facts)


class DaysSchema(Schema):
    """Days of the site; ``remind_on`` may be left out."""

    closes_on = fields.Date(required=True, validate=in_this_century)
    remind_on = fields.Date(load_default=None, allow_none=True, validate=in_this_century)


class PlanCampaignSchema(DaysSchema):
    """``half`` is 1 or 2 for the written questionnaire of each half year; scores up to ``act_at`` are acted upon."""

    estate_id = fields.UUID(required=True)
    questionnaire_id = fields.UUID(required=True)
    title = Line(LONGEST_TITLE, required=True)
    title_en = Line(LONGEST_TITLE, load_default="")
    half = fields.Integer(load_default=None, allow_none=True, validate=OneOf([1, 2]))
    anonymous = fields.Boolean(load_default=False)
    opens_on = fields.Date(required=True, validate=in_this_century)
    scope = fields.Nested(ScopeSchema, load_default=Scope)
    act_at = fields.Integer(load_default=None, allow_none=True, validate=Range(1, 4))
    double_entry = fields.Boolean(load_default=False)


class PlanCampaignFormSchema(PlanCampaignSchema):
    """As ``PlanCampaignSchema``, with the choice of households in fields of its own."""

    scope = fields.Nested(ScopeSchema, dump_only=True)
    kinds = fields.List(fields.String(validate=OneOf([*HouseholdKind])), load_default=list)
    buildings = fields.List(fields.UUID(), load_default=list)
    key_customers = fields.Boolean(load_default=False)
    sample = fields.Integer(load_default=None, validate=Range(1, LARGEST_SAMPLE))

    @validates_schema
    def days(self, facts: dict[str, Any], **_: Any) -> None:
        if facts["closes_on"] < facts["opens_on"]:
            raise ValidationError({"closes_on": [N_("The last day is before the first.")]})

    @post_load
    def choice(self, facts: dict[str, Any], **_: Any) -> dict[str, Any]:
        scope = Scope(
            kinds=tuple(facts.pop("kinds")),
            buildings=tuple(map(str, facts.pop("buildings"))),
            key_customers=facts.pop("key_customers"),
            sample=facts.pop("sample"),
        )
        return facts | {"scope": scope}


class CancelCampaignSchema(Schema):
    reason = Words(LONGEST_REASON, required=True)


class CampaignSchema(Schema):
    id = fields.UUID(required=True)
    estate_id = fields.UUID(required=True)
    edition_id = fields.UUID(required=True)
    title = fields.String(required=True)
    title_en = fields.String(required=True)
    half = fields.Integer(required=True, allow_none=True)
    year = fields.Integer(required=True)
    anonymous = fields.Boolean(required=True)
    state = fields.Enum(CampaignState, by_value=True, required=True)
    opens_on = fields.Date(required=True)
    closes_on = fields.Date(required=True)
    remind_on = fields.Date(required=True, allow_none=True)
    act_at = fields.Integer(required=True, allow_none=True)
    double_entry = fields.Boolean(required=True)
    opened_at = fields.AwareDateTime(required=True, allow_none=True)
    closed_at = fields.AwareDateTime(required=True, allow_none=True)


class ProgressSchema(Schema):
    invited = fields.Integer(required=True)
    answered = fields.Integer(required=True)


class RunningSchema(Schema):
    """A survey with how many were invited and have answered."""

    campaign = fields.Nested(CampaignSchema, required=True)
    estate = fields.String(required=True)
    progress = fields.Nested(ProgressSchema, required=True)


class CampaignFilterSchema(Schema):
    state = fields.Enum(CampaignState, by_value=True, load_default=None)


class InvitationFilterSchema(Schema):
    text = Line(50, load_default="")
    answered = fields.Boolean(load_default=None, allow_none=True)


class InvitationSchema(Schema):
    id = fields.UUID(required=True)
    customer_id = fields.UUID(required=True)
    serial = fields.Integer(required=True)
    building = fields.String(required=True)
    unit_path = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    answered = fields.Boolean(required=True)
