"""The price list of an estate (C2.2)."""

from typing import Any
from uuid import UUID

from services.ticketing import handlers, queries
from services.ticketing.models import PriceItem
from services.ticketing.schemas import (
    AddPriceSchema,
    NothingSchema,
    PriceFilterSchema,
    PriceSchema,
    ReplacePriceSchema,
)
from shared import clock
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_schema, reads, site, writes

prices = ApiBlueprint("prices", __name__, url_prefix="/api/v1/prices", description="Price lists")


@prices.get("")
@reads("tickets.read")
@prices.arguments(PriceFilterSchema, location="query")
@prices.response(200, page_schema(PriceSchema))
def list_prices(args: dict[str, Any]) -> Page[PriceItem]:
    """What counts in the estate today, all of it on one page."""
    estate = queries.estate(db(), args["estate_id"])
    return Page(queries.prices(db(), estate.id, clock.today(site().settings.site_zone), coming=args["coming"]), None)


@prices.post("")
@writes("prices.edit")
@prices.arguments(AddPriceSchema)
@prices.response(201, PriceSchema)
def add_price(facts: dict[str, Any]) -> PriceItem:
    """Approves a new item of the price list."""
    return handlers.add_price(db(), **facts)


@prices.post("/<uuid:price_id>/replace")
@writes("prices.edit")
@prices.arguments(ReplacePriceSchema)
@prices.response(201, PriceSchema)
def replace_price(facts: dict[str, Any], price_id: UUID) -> PriceItem:
    """Approves another price of the same item: answers with the new row."""
    return handlers.replace_price(db(), price_id=price_id, **facts)


@prices.post("/<uuid:price_id>/withdraw")
@writes("prices.edit")
@prices.arguments(NothingSchema, required=False)
@prices.response(200, PriceSchema)
def withdraw_price(_nothing: dict[str, Any], price_id: UUID) -> PriceItem:
    """The item is no longer offered."""
    return handlers.withdraw_price(db(), price_id=price_id)
