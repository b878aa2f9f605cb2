"""Forms and JSON bodies of statements of income and expenditure (A2.6, C3.2). Amounts are in yuan."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from services.notify.models import (
    LONGEST_CATEGORY,
    LONGEST_ITEM,
    MOST_LINES,
    Flow,
    LineContent,
    StatementState,
)
from services.notify.schemas.values import Yuan
from shared.fields import Line, Upload, Words, in_this_century

LONGEST_NOTE = 2000


class LineContentSchema(Schema):
    """An amount of one of the estate's categories; ``item`` may say what exactly."""

    category_id = fields.UUID(required=True)
    item = Line(LONGEST_ITEM, load_default="")
    amount_fen = Yuan(required=True, data_key="amount")

    @post_load
    def _content(self, facts: dict[str, Any], **_kwargs: Any) -> LineContent:
        return LineContent(**facts)


class EditStatementSchema(Schema):
    """``opening`` is what was left before, ``closing`` what the books say is left now: the lines must lead there."""

    begins_on = fields.Date(required=True, validate=in_this_century)
    ends_on = fields.Date(required=True, validate=in_this_century)
    opening_fen = Yuan(required=True, signed=True, data_key="opening")
    closing_fen = Yuan(required=True, signed=True, data_key="closing")
    lines = fields.List(fields.Nested(LineContentSchema), load_default=list, validate=validate.Length(max=MOST_LINES))
    note = Words(LONGEST_NOTE, load_default="")
    note_en = Words(LONGEST_NOTE, load_default="")


class DraftStatementSchema(EditStatementSchema):
    estate_id = fields.UUID(required=True)


class EditStatementFormSchema(EditStatementSchema):
    version = fields.Integer(load_default=None)


class SignStatementSchema(Schema):
    """``version`` is of what the signer has read."""

    version = fields.Integer(required=True)


class LinesFileSchema(Schema):
    """An Excel workbook with a line in each row."""

    file = Upload(required=True)


class StatementFilterSchema(Schema):
    estate_id = fields.UUID(load_default=None)
    state = fields.Enum(StatementState, by_value=True, load_default=None)


class StatementLineSchema(Schema):
    flow = fields.String(required=True)
    category_id = fields.UUID(required=True)
    category = fields.String(required=True)
    category_en = fields.String(required=True)
    item = fields.String(required=True)
    amount_fen = Yuan(required=True, data_key="amount")


class StatementSchema(Schema):
    """A statement; ``document`` is what the ``signature`` (Ed25519, base64url) was made of, where there is one."""

    id = fields.UUID(required=True)
    estate_id = fields.UUID(required=True)
    state = fields.Enum(StatementState, by_value=True, required=True)
    begins_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    opening_fen = Yuan(required=True, data_key="opening")
    income_fen = Yuan(required=True, data_key="income")
    expense_fen = Yuan(required=True, data_key="expenditure")
    closing_fen = Yuan(required=True, data_key="closing")
    missing_fen = Yuan(required=True, data_key="difference")
    lines = fields.List(fields.Nested(StatementLineSchema), required=True)
    note = fields.String(required=True)
    note_en = fields.String(required=True)
    replaces_id = fields.UUID(required=True, allow_none=True)
    notice_id = fields.UUID(required=True, allow_none=True)
    drafted_by = fields.String(required=True)
    signed_by = fields.String(required=True, allow_none=True)
    signed_at = fields.AwareDateTime(required=True, allow_none=True)
    content_hash = fields.String(required=True, allow_none=True)
    signature = fields.String(required=True, allow_none=True)
    key_id = fields.String(required=True, allow_none=True)
    document = fields.Function(lambda row: row.document().decode() if row.signature else None)
    version = fields.Integer(required=True)


class FeeCategoryTextSchema(Schema):
    name = Line(LONGEST_CATEGORY, required=True)
    name_en = Line(LONGEST_CATEGORY, load_default="")


class AddFeeCategorySchema(FeeCategoryTextSchema):
    estate_id = fields.UUID(required=True)
    flow = fields.Enum(Flow, by_value=True, required=True)


class FeeCategorySchema(AddFeeCategorySchema):
    id = fields.UUID(required=True)
    position = fields.Integer(required=True)
    retired_at = fields.AwareDateTime(required=True, allow_none=True)


class FeeCategoryFilterSchema(Schema):
    estate_id = fields.UUID(required=True)


class StatementKeySchema(Schema):
    """A public Ed25519 key (RFC 8037)."""

    kty = fields.String(required=True)
    crv = fields.String(required=True)
    kid = fields.String(required=True)
    x = fields.String(required=True)


class StatementKeysSchema(Schema):
    keys = fields.List(fields.Nested(StatementKeySchema), required=True)
