"""Forms of the pages that show every fact of a row: what is empty there is meant to be empty."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, post_load, pre_load, validate

from services.ticketing.models import LADDER, Calendar, CustomerKind, Language, Target, Team
from services.ticketing.schemas.api_clients import CreateApiClientSchema
from services.ticketing.schemas.people import CHANNEL_NAME, MOST_CHANNELS, CustomerFields
from services.ticketing.schemas.staff import USERNAME, StaffFields
from services.ticketing.schemas.values import Secret
from shared.fields import Line
from shared.permissions import ROLES


class HouseholdFormSchema(CustomerFields):
    """``version`` as it was read."""

    version = fields.Integer()
    kind = fields.Enum(CustomerKind, by_value=True, required=True)
    name = Line(80, required=True)
    phone = Line(40, required=True)
    email = fields.Email(load_default=None, validate=validate.Length(max=254))
    language = fields.Enum(Language, by_value=True, load_default=Language.ZH)
    channels = fields.List(
        fields.String(validate=CHANNEL_NAME), load_default=list, validate=validate.Length(max=MOST_CHANNELS)
    )
    key_customer = fields.Boolean(load_default=False)
    moved_in_on = fields.Date(load_default=None)


class RegisterFormSchema(HouseholdFormSchema):
    unit_id = fields.UUID(required=True)


class EstatesSchema(Schema):
    """The choice of estates; all of them, those to come too, are told by None."""

    all_estates = fields.Boolean(load_default=False)
    estates = fields.List(fields.UUID(), load_default=list)

    @post_load
    def _none_for_all(self, facts: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        return facts | {"estates": None if facts.pop("all_estates") else facts["estates"]}


class StaffFormSchema(EstatesSchema, StaffFields):
    """``version`` as it was read."""

    version = fields.Integer()
    name = Line(80, required=True)
    roles = fields.List(fields.String(validate=validate.OneOf(list(ROLES))), required=True)
    team = fields.Enum(Team, by_value=True, load_default=None)
    email = fields.Email(load_default=None, validate=validate.Length(max=254))
    phone = Line(40, load_default=None)
    language = fields.Enum(Language, by_value=True, load_default=Language.ZH)


class HireFormSchema(StaffFormSchema):
    username = fields.String(required=True, validate=USERNAME)
    password = Secret(required=True)


class ApiClientFormSchema(EstatesSchema, CreateApiClientSchema):
    """Another system, in the estates that are chosen."""


class CommitmentFormSchema(Schema):
    """``percents`` and ``roles`` belong together, row by row; a row without its percent is none."""

    target = fields.Enum(Target, by_value=True, required=True)
    minutes = fields.Integer(load_default=None)
    calendar = fields.Enum(Calendar, by_value=True, load_default=None)
    percents = fields.List(fields.Integer(validate=validate.Range(1, 1000)), load_default=list)
    roles = fields.List(fields.String(validate=validate.OneOf(LADDER)), load_default=list)

    @pre_load
    def _without_empty_rows(self, typed: Mapping[str, Any], **_kwargs: Any) -> dict[str, Any]:
        told = zip(typed.get("percents", []), typed.get("roles", []), strict=False)
        rows = [(percent, role) for percent, role in told if percent]
        return {**typed, "percents": [row[0] for row in rows], "roles": [row[1] for row in rows]}

    @post_load
    def _as_steps(self, facts: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        return {
            "target": facts["target"],
            "minutes": facts["minutes"],
            "calendar": facts["calendar"],
            "escalation": sorted(zip(facts["percents"], facts["roles"], strict=True)),
        }
