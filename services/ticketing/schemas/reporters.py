"""Bodies and forms about further reporters of a ticket, and about merging."""

from marshmallow import Schema, fields

from services.ticketing.models import Area, Channel, TicketKind
from services.ticketing.schemas.tickets import PersonSchema
from shared.fields import Line, Masked, Words


class MergeSchema(Schema):
    """The ticket ends here, and its reporters are answered with the other one."""

    into_id = fields.UUID(required=True)


class AddReporterSchema(Schema):
    """Who told the same: a household, or somebody by name."""

    customer_id = fields.UUID(load_default=None, allow_none=True)
    name = Line(80, load_default="")
    phone = Line(40, load_default="")
    channel = fields.Enum(Channel, by_value=True, load_default=Channel.PHONE)
    words = Words(2000, load_default="")


class ReporterSchema(Schema):
    id = fields.UUID(required=True)
    customer_id = fields.UUID(required=True, allow_none=True)
    customer = fields.Nested(PersonSchema, required=True, allow_none=True)
    name = fields.String(required=True)
    phone: fields.String = Masked(required=True)
    channel = fields.Enum(Channel, by_value=True, required=True)
    words = fields.String(required=True)
    added_at = fields.AwareDateTime(required=True)
    added_by = fields.String(required=True)
    merged_from_id = fields.UUID(required=True, allow_none=True)


class MergeFormSchema(Schema):
    """The other ticket by its number, as people know it."""

    into_number = Line(20, required=True)


class AlikeSchema(Schema):
    """What is being filed, so far as it is known, to find tickets that may be about the same."""

    customer_id = fields.UUID(load_default=None)
    unit_id = fields.UUID(load_default=None)
    estate_id = fields.UUID(load_default=None)
    kind = fields.Enum(TicketKind, by_value=True, required=True)
    area = fields.Enum(Area, by_value=True, load_default=None)
    category_id = fields.UUID(load_default=None)
