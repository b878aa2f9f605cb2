"""Forms and JSON bodies of the price list (C2.2)."""

from marshmallow import Schema, fields

from services.ticketing.schemas.values import Yuan
from shared.fields import Line, in_this_century


class ReplacePriceSchema(Schema):
    """What an item costs for each ``unit``, in yuan; from today unless a later day is named.

    ``cost`` is what one costs us, which residents never see.
    """

    category = Line(60, required=True)
    name = Line(120, required=True)
    unit = Line(30, required=True)
    price_fen = Yuan(required=True, data_key="price")
    cost_fen = Yuan(load_default=None, allow_none=True, data_key="cost")
    note = Line(300, load_default="")
    valid_from = fields.Date(load_default=None, allow_none=True, validate=in_this_century)


class AddPriceSchema(ReplacePriceSchema):
    estate_id = fields.UUID(required=True)


class PriceFilterSchema(Schema):
    """Whose price list; ``coming`` adds what begins later."""

    estate_id = fields.UUID(required=True)
    coming = fields.Boolean(load_default=False)


class PriceSchema(AddPriceSchema):
    """One price; it counts to before ``valid_until``. ``item_id`` is the same for all prices of an item."""

    id = fields.UUID(required=True)
    item_id = fields.UUID(required=True)
    valid_until = fields.Date(required=True, allow_none=True)
    approved_by = fields.String(required=True)
    approved_at = fields.AwareDateTime(required=True)
