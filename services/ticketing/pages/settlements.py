"""结算: recording what was really used, and the work order on paper (C2.2)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.handlers.signed_links import Purpose, resident_link
from services.ticketing.models import LineKind, Quote
from services.ticketing.pages.line_forms import Row, by_name, empty_row, sent_lines
from services.ticketing.pages.steps import works_on
from services.ticketing.schemas import SettleSchema
from services.ticketing.schemas.values import in_yuan, quantity
from shared.web import Form, blank, db, reads, see_other, writes

settlements = Blueprint("settlements", __name__)


@settlements.get("/quotes/<uuid:quote_id>/settle")
@reads("tickets.work")
def new(quote_id: UUID) -> Any:
    """Begins with what was recorded before, or else with what was quoted."""
    quote = queries.quote(db(), quote_id)
    rows = list(_begun(quote))
    return _page(quote, blank(by_name(rows)), rows)


@settlements.post("/quotes/<uuid:quote_id>/settle")
@writes("tickets.work")
def settle(quote_id: UUID) -> Any:
    """``more`` and ``less`` change the form, as for a quote."""
    form, rows = sent_lines(SettleSchema(), ())
    quote = queries.quote(db(), quote_id)
    if (more := request.form.get("more")) or request.form.get("less"):
        rows += [empty_row(LineKind(more))] if more in set(LineKind) else []
        return _page(quote, blank({**form.values, **by_name(rows)}), rows)
    if form.valid and form.attempt(lambda: handlers.settle_quote(db(), quote_id=quote_id, **form.facts)) is not None:
        flash(_("Recorded. The resident is told what is charged."), "success")
        return see_other(url_for("quote_pages.one", quote_id=quote_id))
    return _page(queries.quote(db(), quote_id), form, rows), 422


@settlements.get("/tickets/<uuid:ticket_id>/work-order")
@reads("tickets.read")
def work_order(ticket_id: UUID) -> Any:
    """派工单: A4, signed by the resident and the worker; what is not known yet is written by hand."""
    ticket = queries.ticket(db(), ticket_id)
    return render_template(
        "work_order.html",
        ticket=ticket,
        estate=queries.estate(db(), ticket.estate_id),
        quote=next((quote for quote in queries.quotes(db(), ticket.id) if quote.state == ticket.quote_state), None),
        status_url=resident_link(db(), Purpose.STATUS, ticket.id),
    )


def _page(quote: Quote, form: Form, rows: list[Row]) -> str:
    ticket = quote.ticket
    return render_template(
        "settle.html",
        quote=quote,
        ticket=ticket,
        form=form,
        rows=rows,
        quoted={str(line.id): line for line in quote.quoted},
        may_settle=works_on(db(), ticket) and handlers.may_settle(quote, ticket),
    )


def _begun(quote: Quote) -> Iterator[Row]:
    recorded = {line.quoted_id: line for line in quote.used}
    for line in quote.quoted:
        used = recorded.get(line.id)
        many = (used.hundredths if used else 0) if quote.used else line.hundredths
        cost_fen = used.cost_fen if used else line.cost_fen
        yield {"line_id": str(line.id), "quantity": quantity(many), "cost": in_yuan(cost_fen) or ""}
    for line in quote.used:
        if line.quoted_id is None:
            told = {"kind": line.kind, "name": line.name, "unit": line.unit, "quantity": quantity(line.hundredths)}
            yield {**told, "price": in_yuan(line.price_fen) or "", "cost": in_yuan(line.cost_fen) or ""}
