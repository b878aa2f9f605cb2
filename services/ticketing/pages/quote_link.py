"""The resident's view of a quote, by a signed link and without an account: agree or not (C2.2)."""

from typing import Any

from flask import Blueprint, render_template, url_for

from services.ticketing import handlers, queries
from services.ticketing.config import settings_of
from services.ticketing.handlers.signed_links import LASTS_DAYS, Purpose, subject_of
from services.ticketing.models import UNSOLVED, Quote, QuoteState
from services.ticketing.pages.resident_links import end_link
from services.ticketing.schemas import DecideQuoteSchema
from shared import clock
from shared.errors import N_, Forbidden, NotFound
from shared.web import PUBLIC, Form, blank, db, reads, see_other, site, submitted, writes
from shared.web.identity import person

quote_link = Blueprint("quote_link", __name__)


class OnlyResidentsAgree(Forbidden):
    message = N_("Only the resident decides by this link. Record what the resident told you on the quote's own page.")


@quote_link.get("/quote/<token>")
@reads(PUBLIC, limit="60 per minute")
def ask(token: str) -> Any:
    """Staff see what the resident sees, without the buttons."""
    return _page(_of(token), blank())


@quote_link.post("/quote/<token>")
@writes(PUBLIC, limit="20 per minute")
def decide(token: str) -> Any:
    """Sent twice, the first word counts. Raises ``OnlyResidentsAgree``."""
    if person() is not None:
        raise OnlyResidentsAgree
    quote, form = _of(token), submitted(DecideQuoteSchema())
    if quote is None:
        return _page(quote, form)
    if form.valid and form.attempt(lambda: handlers.decide_quote(db(), quote_id=quote.id, **form.facts)) is not None:
        return see_other(url_for(".ask", token=token))
    return _page(_of(token), form), 422


def _of(token: str) -> Quote | None:
    quote_id = subject_of(settings_of(db()), Purpose.QUOTE, token)
    try:
        quote = queries.quote(db(), quote_id) if quote_id else None
    except NotFound:
        return None
    if quote and quote.ticket.customer and quote.ticket.customer.moved_out_on:
        end_link()
    return quote


def _page(quote: Quote | None, form: Form) -> Any:
    if quote is None:
        return render_template("status_unknown.html", days=LASTS_DAYS), 404
    return render_template(
        "quote_public.html",
        quote=quote,
        ticket=quote.ticket,
        form=form,
        stands=_stands(quote),
        estate=queries.estate(db(), quote.estate_id),
        successor_url=_successor_url(quote),
        of_staff=person() is not None,
    )


def _stands(quote: Quote) -> str:
    """The state, or or how an offer has ended by itself: with its ticket (``ended``) or its day (``expired``)."""
    if quote.state is not QuoteState.OFFERED:
        return quote.state
    if quote.ticket.status not in UNSOLVED or quote.ticket.merged_into_id:
        return "ended"
    return "expired" if quote.expired(clock.today(site().settings.site_zone)) else quote.state


def _successor_url(quote: Quote) -> str:
    """The newest version's page; who may see one version of a quote may see the next."""
    if quote.state is not QuoteState.REPLACED:
        return ""
    return handlers.quote_link(db(), queries.newest_quote(db(), quote.ticket_id))
