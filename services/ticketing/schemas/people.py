"""JSON bodies and forms about households and premises."""

from typing import Any

from marshmallow import Schema, fields, validate

from services.ticketing.models import CustomerKind, Language, MessageTopic, PremisesKind
from services.ticketing.schemas.members import AddMemberSchema
from shared.fields import Line, Masked, in_this_century

CHANNEL_NAME = validate.Regexp(r"^[a-z][a-z_]{1,19}$")
MOST_CHANNELS = 8
MOST_LEAVING = 20
MOST_MEMBERS = 12


class Preferences(fields.Dict):
    """By topic another channel, or ``none``: no such messages."""

    def __init__(self, **kwargs: Any) -> None:
        topic = fields.String(validate=validate.OneOf([topic.value for topic in MessageTopic]))
        super().__init__(keys=topic, values=fields.String(validate=CHANNEL_NAME), **kwargs)


class CustomerFields(Schema):
    """What is told of a household."""

    kind = fields.Enum(CustomerKind, by_value=True)
    name = Line(80)
    phone = Line(40)
    other_phone = Line(40, allow_none=True)
    email = fields.Email(allow_none=True, validate=validate.Length(max=254))
    language = fields.Enum(Language, by_value=True)
    channels = fields.List(fields.String(validate=CHANNEL_NAME), validate=validate.Length(max=MOST_CHANNELS))
    preferences = Preferences()
    key_customer = fields.Boolean()
    moved_in_on = fields.Date(allow_none=True, validate=in_this_century)


class RegisterCustomerSchema(CustomerFields):
    """The household of a unit and its people at move-in (C1.4.1); ``phone`` as people write it."""

    unit_id = fields.UUID(required=True)
    kind = fields.Enum(CustomerKind, by_value=True, load_default=CustomerKind.OWNER)
    name = Line(80, required=True)
    phone = Line(40, required=True)
    members = fields.List(fields.Nested(AddMemberSchema), validate=validate.Length(max=MOST_MEMBERS))


class ChangeCustomerSchema(CustomerFields):
    """``version`` as it was read: the change is refused when somebody else's came first."""

    version = fields.Integer(strict=True)
    name = Line(80, filled=True)
    phone = Line(40, filled=True)


class MoveOutSchema(Schema):
    """``on`` is the day of leaving."""

    on = fields.Date(required=True, validate=in_this_century)


class HandOverSchema(CustomerFields):
    """The household that moves in, the day, and which others of the unit leave too."""

    class Meta:
        exclude = ("moved_in_on",)

    on = fields.Date(required=True, validate=in_this_century)
    also = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=MOST_LEAVING))
    kind = fields.Enum(CustomerKind, by_value=True, load_default=CustomerKind.OWNER)
    name = Line(80, required=True)
    phone = Line(40, required=True)


class MergeHouseholdSchema(Schema):
    """``into_id`` is the household that is kept."""

    into_id = fields.UUID(required=True)


class CustomerRowSchema(Schema):
    """A household in a list; the phone number is masked."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    estate_id = fields.UUID(required=True)
    unit_id = fields.UUID(required=True, allow_none=True)
    unit_path = fields.String(required=True)
    kind = fields.Enum(CustomerKind, by_value=True, required=True)
    name = fields.String(required=True)
    phone: fields.String = Masked(required=True)
    language = fields.Enum(Language, by_value=True, required=True)
    key_customer = fields.Boolean(required=True)
    moved_in_on = fields.Date(required=True, allow_none=True)
    moved_out_on = fields.Date(required=True, allow_none=True)
    merged_into_id = fields.UUID(required=True, allow_none=True)


class CustomerSchema(CustomerRowSchema):
    """The whole household; ``phone`` is E.164, ``channels`` are in the order it prefers."""

    phone = fields.String(required=True)
    other_phone = fields.String(required=True, allow_none=True)
    email = fields.String(required=True, allow_none=True)
    channels = fields.List(fields.String(), required=True)
    preferences = Preferences(required=True)


class CustomerFilterSchema(Schema):
    text = Line(100, load_default="")
    unit_id = fields.UUID(load_default=None)


class EstateSchema(Schema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)


class PremisesSchema(Schema):
    """A building, floor or unit; ``path`` is its full label."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    estate_id = fields.UUID(required=True)
    kind = fields.Enum(PremisesKind, by_value=True, required=True)
    parent_id = fields.UUID(required=True, allow_none=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    path = fields.String(required=True)


class PremisesFilterSchema(Schema):
    estate_id = fields.UUID(load_default=None)
    kind = fields.Enum(PremisesKind, by_value=True, load_default=None)
    parent_id = fields.UUID(load_default=None)
