"""Forms and JSON bodies of quotes (C2.2). Amounts are in yuan."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from services.ticketing.models import MOST_LINES, Consent, LineFacts, LineKind, QuoteState, UsedFacts
from services.ticketing.schemas.values import Quantity, Yuan
from shared.errors import N_
from shared.fields import Line, Moment, SiteTime, Words, in_this_century

TOLD = tuple(way for way in Consent if way is not Consent.LINK)


def check_filled(needed: Mapping[str, Any]) -> None:
    """Raises ``ValidationError`` for each of these that is None."""
    missing = {name: [N_("Please fill this in.")] for name, value in needed.items() if value is None}
    if missing:
        raise ValidationError(missing)


class QuoteLineSchema(Schema):
    """A ``service`` names one of today's prices; parts and labour say what, and what each unit costs.

    ``cost`` is what a unit costs us, which the resident never sees.
    """

    kind = fields.Enum(LineKind, by_value=True, required=True)
    price_id = fields.UUID(load_default=None, allow_none=True)
    name = Line(120, load_default="")
    unit = Line(30, load_default="")
    hundredths = Quantity(load_default=100, data_key="quantity")
    price_fen = Yuan(load_default=None, allow_none=True, data_key="price")
    cost_fen = Yuan(load_default=None, allow_none=True, data_key="cost")

    @validates_schema
    def _says_enough(self, told: Mapping[str, Any], **_kwargs: Any) -> None:
        if told["kind"] is LineKind.SERVICE:
            needed = {"price_id": told["price_id"]}
        else:
            needed = {"name": told["name"] or None, "price": told["price_fen"]}
        check_filled(needed)

    @post_load
    def _facts(self, told: dict[str, Any], **_kwargs: Any) -> LineFacts:
        return LineFacts(**told | {"price_fen": told["price_fen"] or 0})


class OfferQuoteSchema(Schema):
    """``revision`` is the number that the quote is expected to get; it is refused when there is another meanwhile."""

    lines = fields.List(fields.Nested(QuoteLineSchema), required=True, validate=validate.Length(min=1, max=MOST_LINES))
    note = Words(1000, load_default="")
    valid_until = fields.Date(load_default=None, allow_none=True, validate=in_this_century)
    revision = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(min=1, max=10_000))


class SettledLineSchema(Schema):
    """How much of a quoted line (``line_id``) was used, 0 for none; without one, a part or labour besides."""

    line_id = fields.UUID(load_default=None, allow_none=True)
    kind = fields.Enum(LineKind, by_value=True, load_default=None, allow_none=True)
    name = Line(120, load_default="")
    unit = Line(30, load_default="")
    hundredths = Quantity(load_default=100, data_key="quantity")
    price_fen = Yuan(load_default=None, allow_none=True, data_key="price")
    cost_fen = Yuan(load_default=None, allow_none=True, data_key="cost")

    @validates_schema
    def _says_enough(self, told: Mapping[str, Any], **_kwargs: Any) -> None:
        if told["line_id"] is None:
            check_filled({"kind": told["kind"], "name": told["name"] or None, "price": told["price_fen"]})

    @post_load
    def _facts(self, told: dict[str, Any], **_kwargs: Any) -> UsedFacts | LineFacts:
        line_id = told.pop("line_id")
        if line_id is None:
            return LineFacts(**told)
        return UsedFacts(line_id=line_id, hundredths=told["hundredths"], cost_fen=told["cost_fen"])


class SettleSchema(Schema):
    """What was really used; a quoted line that is not told was not needed."""

    lines = fields.List(fields.Nested(SettledLineSchema), required=True, validate=validate.Length(max=MOST_LINES))


class ConsentSchema(Schema):
    """What the resident told; ``name`` is the household's contact unless somebody else spoke, ``at`` is now."""

    agreed = fields.Boolean(required=True)
    consent = fields.Enum(Consent, by_value=True, required=True, validate=validate.OneOf(TOLD))
    name = Line(80, load_default="")
    words = Words(2000, load_default="")
    at = Moment(load_default=None, allow_none=True)


class ConsentFormSchema(ConsentSchema):
    """As ``ConsentSchema``, on the clock of the site."""

    at: SiteTime = SiteTime(load_default=None)  # type: ignore[assignment] # a form tells no offset


class DecideQuoteSchema(Schema):
    """What the resident sends from the link's page."""

    agreed = fields.Boolean(required=True)
    words = Words(2000, load_default="")


class ToldLineSchema(Schema):
    """``actual``: what was really used."""

    id = fields.UUID(required=True)
    actual = fields.Boolean(required=True)
    kind = fields.Enum(LineKind, by_value=True, required=True)
    item_id = fields.UUID(required=True, allow_none=True)
    name = fields.String(required=True)
    unit = fields.String(required=True)
    hundredths = Quantity(required=True, data_key="quantity")
    price_fen = Yuan(required=True, data_key="price")
    amount_fen = Yuan(required=True, data_key="amount")
    cost_fen = Yuan(required=True, allow_none=True, data_key="cost")


class QuoteSchema(Schema):
    """One version of a quote; ``charged`` is what came of it, never above ``total``."""

    id = fields.UUID(required=True)
    ticket_id = fields.UUID(required=True)
    revision = fields.Integer(required=True)
    state = fields.Enum(QuoteState, by_value=True, required=True)
    total_fen = Yuan(required=True, data_key="total")
    note = fields.String(required=True)
    offered_at = fields.AwareDateTime(required=True)
    offered_by = fields.String(required=True)
    valid_until = fields.Date(required=True)
    consent = fields.Enum(Consent, by_value=True, required=True, allow_none=True)
    decided_at = fields.AwareDateTime(required=True, allow_none=True)
    decided_by = fields.String(required=True, allow_none=True)
    words = fields.String(required=True, allow_none=True)
    recorded_by = fields.String(required=True, allow_none=True)
    settled_at = fields.AwareDateTime(required=True, allow_none=True)
    settled_by = fields.String(required=True, allow_none=True)
    settled_fen = Yuan(required=True, allow_none=True, data_key="charged")
    lines = fields.List(fields.Nested(ToldLineSchema), required=True)
