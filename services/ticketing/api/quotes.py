"""Quotes of paid services: made, agreed to or not, withdrawn (C2.2)."""

from typing import Any
from uuid import UUID

from services.ticketing import handlers, queries
from services.ticketing.models import Quote
from services.ticketing.schemas import ConsentSchema, OfferQuoteSchema, QuoteSchema, ReasonSchema, SettleSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_schema, reads, writes

quotes = ApiBlueprint("quotes", __name__, url_prefix="/api/v1", description="Quotes of paid services")


@quotes.get("/tickets/<uuid:ticket_id>/quotes")
@reads("tickets.read")
@quotes.response(200, page_schema(QuoteSchema))
def list_quotes(ticket_id: UUID) -> Page[Quote]:
    """All versions, the newest first, on one page."""
    return Page(queries.quotes(db(), queries.ticket(db(), ticket_id).id), None)


@quotes.post("/tickets/<uuid:ticket_id>/quotes")
@writes("tickets.work")
@quotes.arguments(OfferQuoteSchema)
@quotes.response(201, QuoteSchema)
def offer_quote(facts: dict[str, Any], ticket_id: UUID) -> Quote:
    """Offers a quote at the prices of today; the household is told, with its link to agree or not."""
    return handlers.offer_quote(db(), ticket_id=ticket_id, **facts)


@quotes.post("/quotes/<uuid:quote_id>/consent")
@writes("tickets.work")
@quotes.arguments(ConsentSchema)
@quotes.response(200, QuoteSchema)
def record_consent(facts: dict[str, Any], quote_id: UUID) -> Quote:
    """Records what the resident said to a member of staff."""
    return handlers.record_consent(db(), quote_id=quote_id, **facts)


@quotes.post("/quotes/<uuid:quote_id>/settle")
@writes("tickets.work")
@quotes.arguments(SettleSchema)
@quotes.response(200, QuoteSchema)
def settle_quote(facts: dict[str, Any], quote_id: UUID) -> Quote:
    """Records what was really used, within what was agreed to; once more corrects it."""
    return handlers.settle_quote(db(), quote_id=quote_id, **facts)


@quotes.post("/quotes/<uuid:quote_id>/withdraw")
@writes("tickets.work")
@quotes.arguments(ReasonSchema)
@quotes.response(200, QuoteSchema)
def withdraw_quote(facts: dict[str, Any], quote_id: UUID) -> Quote:
    """Nothing is charged by this quote."""
    return handlers.withdraw_quote(db(), quote_id=quote_id, **facts)
