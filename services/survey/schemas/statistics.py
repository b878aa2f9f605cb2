"""Bodies and forms about what answers come to."""

import re
from typing import Any

from marshmallow import Schema, ValidationError, fields
from marshmallow.validate import Length, Regexp

from services.survey.schemas.campaigns import CampaignSchema
from shared.errors import N_
from shared.fields import Line

LONGEST_TAG, MOST_TAGS = 20, 10
KEY = Regexp(r"^q[0-9]{1,4}(\.[a-z])?$")
BETWEEN = re.compile(r"[,，、;；]")


class GroupingSchema(Schema):
    """Which question is set against the groups, and of which building the floors are shown; None for all."""

    question = fields.String(load_default=None, allow_none=True, validate=KEY)
    building = fields.UUID(load_default=None, allow_none=True)


class GroupSchema(Schema):
    """``counts`` is null where fewer than five have answered, or where a group so small could be had by subtraction."""

    name = fields.String(required=True)
    invited = fields.Integer(required=True)
    answered = fields.Integer(required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Float(), required=True, allow_none=True)


class StatisticsSchema(Schema):
    """Counts by short names: ``q3`` answered, ``q3=5`` answered so, ``q13.a=4`` a line, ``q20+`` the sum of numbers."""

    campaign = fields.Nested(CampaignSchema, required=True)
    estate = fields.String(required=True)
    scored = fields.List(fields.String(), required=True)
    whole = fields.Nested(GroupSchema, required=True)
    buildings = fields.List(fields.Nested(GroupSchema), required=True)
    kinds = fields.List(fields.Nested(GroupSchema), required=True)


class CrossingFilterSchema(Schema):
    first = fields.String(required=True, validate=KEY)
    second = fields.String(required=True, validate=KEY)


class ItemSchema(Schema):
    key = fields.String(required=True)
    answers = fields.List(fields.String(), required=True)


class CrossingRowSchema(Schema):
    answer = fields.String(required=True)
    size = fields.Integer(required=True)
    counts = fields.List(fields.Integer(), required=True, allow_none=True)


class CrossingSchema(Schema):
    first = fields.Nested(ItemSchema, required=True)
    second = fields.Nested(ItemSchema, required=True)
    rows = fields.List(fields.Nested(CrossingRowSchema), required=True)


class TextFilterSchema(Schema):
    tag = Line(LONGEST_TAG, load_default="")


class TextSchema(Schema):
    sheet_id = fields.UUID(required=True, attribute="sheet.id")
    text = fields.String(required=True)
    tags = fields.List(fields.String(), required=True)


class TagsSchema(Schema):
    tags = fields.List(Line(LONGEST_TAG, filled=True), required=True, validate=Length(0, MOST_TAGS))


class Words(fields.Field[list[str]]):
    """Several words in one line, with commas between them."""

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> list[str]:
        words = [word.strip() for word in BETWEEN.split(str(value)) if word.strip()]
        if len(words) > MOST_TAGS or any(len(word) > LONGEST_TAG or not word.isprintable() for word in words):
            raise ValidationError(N_("At most ten tags of twenty characters, with commas between them."))
        return words


class TagsFormSchema(Schema):
    tags = Words(load_default=list)
