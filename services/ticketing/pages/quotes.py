"""报价: making the quote of a paid service, and what staff do with it (C2.2)."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.models import CHARGEABLE, QUOTE_LASTS_DAYS, UNSOLVED, LineKind, PriceItem, Quote, Ticket
from services.ticketing.pages.line_forms import Row, by_name, empty_row, sent_lines
from services.ticketing.pages.steps import works_on
from services.ticketing.schemas import ConsentFormSchema, OfferQuoteSchema, ReasonSchema
from services.ticketing.schemas.quotes import TOLD
from services.ticketing.schemas.values import in_yuan, quantity
from shared import clock
from shared.web import Form, blank, db, qr_code, reads, see_other, site, submitted, writes

quotes = Blueprint("quote_pages", __name__)


@quotes.get("/tickets/<uuid:ticket_id>/quote")
@reads("tickets.work")
def new(ticket_id: UUID) -> Any:
    """Begins with the lines of the version before, at the prices of today."""
    ticket = queries.ticket(db(), ticket_id)
    earlier = queries.quotes(db(), ticket.id)
    rows = _again(earlier[0], _prices(ticket)) if earlier else [empty_row(LineKind.SERVICE)]
    return _form_page(ticket, blank({"revision": len(earlier) + 1, **by_name(rows)}), rows)


@quotes.post("/tickets/<uuid:ticket_id>/quote")
@writes("tickets.work")
def offer(ticket_id: UUID) -> Any:
    """``more`` (a kind of line) and ``less`` (the number of one) change the form, without a script too."""
    form, rows = sent_lines(OfferQuoteSchema(), ("note", "valid_until", "revision"))
    ticket = queries.ticket(db(), ticket_id)
    if (more := request.form.get("more")) or request.form.get("less"):
        rows += [empty_row(LineKind(more))] if more in set(LineKind) else []
        return _form_page(ticket, blank({**form.values, **by_name(rows)}), rows)
    if form.valid and (made := form.attempt(lambda: handlers.offer_quote(db(), ticket_id=ticket_id, **form.facts))):
        flash(_("The quote has been sent to the resident."), "success")
        return see_other(url_for(".one", quote_id=made.id))
    return _form_page(queries.ticket(db(), ticket_id), form, rows or [empty_row(LineKind.SERVICE)]), 422


@quotes.get("/quotes/<uuid:quote_id>")
@reads("tickets.read")
def one(quote_id: UUID) -> Any:
    return _page(queries.quote(db(), quote_id), None, blank())


@quotes.get("/quotes/<uuid:quote_id>/link.svg")
@reads("tickets.read")
def link(quote_id: UUID) -> Response:
    """The resident's link as a QR code, to be photographed from the worker's phone."""
    return qr_code(handlers.quote_link(db(), queries.quote(db(), quote_id)))


@quotes.post("/quotes/<uuid:quote_id>/consent")
@writes("tickets.work")
def consent(quote_id: UUID) -> Any:
    form = submitted(ConsentFormSchema())
    if form.valid and form.attempt(lambda: handlers.record_consent(db(), quote_id=quote_id, **form.facts)) is not None:
        flash(_("The resident's word has been recorded."), "success")
        return see_other(url_for(".one", quote_id=quote_id))
    return _page(queries.quote(db(), quote_id), "consent", form), 422


@quotes.post("/quotes/<uuid:quote_id>/withdraw")
@writes("tickets.work")
def withdraw(quote_id: UUID) -> Any:
    form = submitted(ReasonSchema())
    if form.valid and form.attempt(lambda: handlers.withdraw_quote(db(), quote_id=quote_id, **form.facts)) is not None:
        flash(_("The quote has been withdrawn."), "success")
        return see_other(url_for(".one", quote_id=quote_id))
    return _page(queries.quote(db(), quote_id), "withdraw", form), 422


def may_quote(ticket: Ticket) -> bool:
    """Whether the reader may make a quote for it now."""
    return ticket.kind in CHARGEABLE and ticket.status in UNSOLVED and works_on(db(), ticket)


def _page(quote: Quote, refused: str | None, form: Form) -> str:
    return render_template(
        "quote.html",
        quote=quote,
        ticket=quote.ticket,
        refused=refused,
        form=form,
        blank_form=blank(),
        ways=TOLD,
        quote_url=handlers.quote_link(db(), quote),
        today=_today(),
        works=(works := works_on(db(), quote.ticket)),
        may_settle=works and handlers.may_settle(quote, quote.ticket),
        may_quote=may_quote(quote.ticket),
    )


def _form_page(ticket: Ticket, form: Form, rows: Sequence[Row]) -> str:
    prices = _prices(ticket)
    return render_template(
        "quote_form.html",
        ticket=ticket,
        form=form,
        rows=rows,
        categories=[(category, list(items)) for category, items in groupby(prices, key=lambda row: row.category)],
        kinds=LineKind,
        may_quote=may_quote(ticket),
        lasts_days=QUOTE_LASTS_DAYS,
    )


def _prices(ticket: Ticket) -> Sequence[PriceItem]:
    return queries.prices(db(), ticket.estate_id, _today())


def _again(earlier: Quote, prices: Sequence[PriceItem]) -> list[Row]:
    current = {price.item_id: str(price.id) for price in prices}
    return [
        {
            "kind": line.kind,
            "price_id": current.get(line.item_id, "") if line.kind is LineKind.SERVICE and line.item_id else "",
            "name": line.name,
            "unit": line.unit,
            "quantity": quantity(line.hundredths),
            "price": in_yuan(line.price_fen) or "",
            "cost": in_yuan(line.cost_fen) or "",
        }
        for line in earlier.quoted
    ]


def _today() -> Any:
    return clock.today(site().settings.site_zone)
