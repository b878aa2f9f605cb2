"""The margins of paid services as the API tells them (C2.2). Amounts are in yuan."""

from marshmallow import Schema, fields

from services.ticketing.schemas.values import Yuan
from shared.fields import in_this_century


class MarginFilterSchema(Schema):
    """``month`` is any day of it."""

    estate_id = fields.UUID(required=True)
    month = fields.Date(required=True, validate=in_this_century)


class MarginSchema(Schema):
    """One item of the price list; null and empty for parts and labour without any.

    ``untold`` lines have no cost that anybody told. ``percent`` is the margin's share of the income.
    """

    item_id = fields.UUID(required=True, allow_none=True)
    name = fields.String(required=True)
    jobs = fields.Integer(required=True)
    income_fen = Yuan(required=True, data_key="income")
    parts_fen = Yuan(required=True, data_key="cost_of_parts")
    labour_fen = Yuan(required=True, data_key="cost_of_labour")
    untold = fields.Integer(required=True)
    percent = fields.Float(required=True, allow_none=True)
