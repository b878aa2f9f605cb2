"""JSON bodies and forms about the people of a household."""

from marshmallow import Schema, fields

from services.ticketing.models import CommitteeRole, Relation
from shared.fields import Line, in_this_century


class MemberFields(Schema):
    """What is told of somebody; ``phone`` as people write it."""

    name = Line(80, filled=True)
    phone = Line(40, allow_none=True)
    relation = fields.Enum(Relation, by_value=True)
    committee_role = fields.Enum(CommitteeRole, by_value=True, allow_none=True)
    since = fields.Date(allow_none=True, validate=in_this_century)
    until = fields.Date(allow_none=True, validate=in_this_century)


class AddMemberSchema(MemberFields):
    """Somebody of the household; of a form too, where what is empty is not so."""

    name = Line(80, required=True)
    phone = Line(40, load_default=None, allow_none=True)
    relation = fields.Enum(Relation, by_value=True, required=True)
    committee_role = fields.Enum(CommitteeRole, by_value=True, load_default=None, allow_none=True)
    since = fields.Date(load_default=None, allow_none=True, validate=in_this_century)
    until = fields.Date(load_default=None, allow_none=True, validate=in_this_century)


class ChangeMemberSchema(MemberFields):
    """``version`` as it was read: the change is refused when somebody else's came first."""

    version = fields.Integer(strict=True)


class MemberFormSchema(AddMemberSchema):
    """``version`` as it was read; none of somebody new."""

    version = fields.Integer()


class MemberSchema(Schema):
    """Somebody of a household; ``phone`` is E.164."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    customer_id = fields.UUID(required=True)
    name = fields.String(required=True)
    phone = fields.String(required=True, allow_none=True)
    relation = fields.Enum(Relation, by_value=True, required=True)
    committee_role = fields.Enum(CommitteeRole, by_value=True, required=True, allow_none=True)
    since = fields.Date(required=True, allow_none=True)
    until = fields.Date(required=True, allow_none=True)
