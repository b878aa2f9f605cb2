"""Forms and JSON bodies of fee standards and of reminders to pay (C3, C3.1)."""

from marshmallow import Schema, fields

from services.notify.models import LONGEST_STANDARD
from services.notify.schemas.values import Yuan
from shared.fields import Line, Upload, Words, in_this_century


class ReplaceStandardSchema(Schema):
    """What a fee is for each ``unit``, in yuan, from today unless another day is named; ``basis`` is the decision."""

    name = Line(LONGEST_STANDARD, required=True)
    price_fen = Yuan(required=True, data_key="price")
    unit = Line(30, required=True)
    basis = Words(500, required=True)
    note = Words(500, load_default="")
    valid_from = fields.Date(load_default=None, allow_none=True, validate=in_this_century)


class AddStandardSchema(ReplaceStandardSchema):
    estate_id = fields.UUID(required=True)


class FeeStandardFilterSchema(Schema):
    estate_id = fields.UUID(required=True)
    coming = fields.Boolean(load_default=False)


class FeeStandardSchema(AddStandardSchema):
    """It counts to before ``valid_until``. ``standard_id`` is the same for all that this fee ever was."""

    id = fields.UUID(required=True)
    standard_id = fields.UUID(required=True)
    document_name = fields.String(required=True)
    valid_until = fields.Date(required=True, allow_none=True)
    approved_by = fields.String(required=True)
    approved_at = fields.AwareDateTime(required=True)


class RemindFormSchema(Schema):
    estate_id = fields.UUID(required=True)
    period = Line(60, required=True)
    pay_by = fields.Date(required=True, validate=in_this_century)
    how = Words(500, load_default="")


class RemindSchema(RemindFormSchema):
    """``file`` is an Excel workbook with a household in each row: unit, name where several live there, amount."""

    file = Upload(required=True)


class FeeReminderSchema(Schema):
    id = fields.UUID(required=True)
    estate_id = fields.UUID(required=True)
    period = fields.String(required=True)
    pay_by = fields.Date(required=True)
    how = fields.String(required=True)
    households = fields.Integer(required=True)
    total_fen = Yuan(required=True, data_key="total")
    sent_by = fields.String(required=True)
    sent_at = fields.AwareDateTime(required=True)
