"""Forms of the pages that show every fact of a row: what is empty there is meant to be empty."""

from typing import Any, ClassVar

from marshmallow import Schema, fields, post_load, pre_load, validate

from services.ticketing.models import CustomerKind, Language, MessageTopic, Team
from services.ticketing.schemas.api_clients import CreateApiClientSchema
from services.ticketing.schemas.members import AddMemberSchema
from services.ticketing.schemas.people import CHANNEL_NAME, MOST_CHANNELS, CustomerFields, HandOverSchema
from services.ticketing.schemas.staff import USERNAME, StaffFields
from shared.fields import Line, in_this_century
from shared.permissions import ROLES

PREFERENCE = "prefer_"
MEMBER_ROWS = 4  # whoever has more people adds them on the household's page
MEMBER_COLUMNS = ("name", "relation", "phone")


class HouseholdFormSchema(CustomerFields):
    """``version`` as it was read; each topic's preference is a field of its own, empty for the usual ways."""

    class Meta:
        exclude: tuple[str, ...] = ("preferences",)
        include: ClassVar[dict[str, fields.Field[Any]]] = {
            f"{PREFERENCE}{topic}": fields.String(load_default=None, validate=CHANNEL_NAME) for topic in MessageTopic
        }

    version = fields.Integer()
    kind = fields.Enum(CustomerKind, by_value=True, required=True)
    name = Line(80, required=True)
    phone = Line(40, required=True)
    other_phone = Line(40, load_default=None)
    email = fields.Email(load_default=None, validate=validate.Length(max=254))
    language = fields.Enum(Language, by_value=True, load_default=Language.ZH)
    channels = fields.List(
        fields.String(validate=CHANNEL_NAME), load_default=list, validate=validate.Length(max=MOST_CHANNELS)
    )
    key_customer = fields.Boolean(load_default=False)
    moved_in_on = fields.Date(load_default=None, validate=in_this_century)

    @post_load
    def _together(self, facts: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        chosen = {topic.value: facts.pop(f"{PREFERENCE}{topic}") for topic in MessageTopic}
        return facts | {"preferences": {topic: way for topic, way in chosen.items() if way}}


class RegisterFormSchema(HouseholdFormSchema):
    """``members.0.name`` … tell of the people; rows after the last that has a name or a phone are none."""

    unit_id = fields.UUID(required=True)
    members = fields.List(fields.Nested(AddMemberSchema))

    @pre_load
    def _rows(self, told: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        rows = [
            {name: told[f"members.{row}.{name}"] for name in MEMBER_COLUMNS if f"members.{row}.{name}" in told}
            for row in range(MEMBER_ROWS)
        ]
        while rows and not {"name", "phone"} & rows[-1].keys():
            rows.pop()
        return {**told, "members": rows}


class HandOverFormSchema(HouseholdFormSchema, HandOverSchema):
    """The household that moves in, and who leaves."""

    class Meta(HouseholdFormSchema.Meta):
        exclude = ("moved_in_on", "version", "preferences")


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


class ApiClientFormSchema(EstatesSchema, CreateApiClientSchema):
    """Another system, in the estates that are chosen."""
