"""Bodies and forms about the categories of requests."""

from marshmallow import Schema, fields

from services.ticketing.models import Team, TicketKind, Tier
from shared.fields import Line

LONGEST_NAME = 40


class ChangeCategorySchema(Schema):
    """``team`` and ``tier`` are given to a request of it for which nothing else is said."""

    name = Line(LONGEST_NAME, required=True)
    name_en = Line(LONGEST_NAME, load_default="")
    team = fields.Enum(Team, by_value=True, load_default=None, allow_none=True)
    tier = fields.Enum(Tier, by_value=True, load_default=Tier.NORMAL)


class AddCategorySchema(ChangeCategorySchema):
    kind = fields.Enum(TicketKind, by_value=True, required=True)


class CategorySchema(Schema):
    id = fields.UUID(required=True)
    kind = fields.Enum(TicketKind, by_value=True, required=True)
    name = fields.String(required=True)
    name_en = fields.String(required=True)
    team = fields.Enum(Team, by_value=True, required=True, allow_none=True)
    tier = fields.Enum(Tier, by_value=True, required=True)
    retired_at = fields.AwareDateTime(required=True, allow_none=True)
