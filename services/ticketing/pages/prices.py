"""价目: the price list, for staff, for the wall and for everybody (C2.2); and what is promised to everybody (C2.6)."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.models import Estate, PriceItem
from services.ticketing.pages.columns import PRICES
from services.ticketing.pages.commitments import by_urgency
from services.ticketing.schemas import AddPriceSchema, ReplacePriceSchema
from services.ticketing.schemas.values import in_yuan
from shared import clock
from shared.errors import N_
from shared.web import PUBLIC, Form, blank, db, reads, see_other, site, submitted, writes
from shared.web.exports import List, exported, whole

prices = Blueprint("price_pages", __name__)


@prices.get("/price-list")
@reads("tickets.read")
def overview() -> Any:
    """``estate`` chooses one of the reader's; without it the first."""
    estates = queries.estates(db())
    estate = next((row for row in estates if str(row.id) == request.args.get("estate")), next(iter(estates), None))
    rows = queries.prices(db(), estate.id, _today(), coming=True) if estate else []
    return render_template("prices.html", estates=estates, estate=estate, rows=rows, today=_today())


@prices.post("/price-list/export/<uuid:estate_id>")
@writes("tickets.read")
def export(estate_id: UUID) -> Any:
    estate, today = queries.estate(db(), estate_id), _today()
    return exported(
        List(N_("Price list"), PRICES, whole(lambda session: queries.prices(session, estate.id, today, coming=True)))
    )


@prices.get("/price-list/new")
@reads("prices.edit")
def new() -> Any:
    return _form_page(None, blank({"estate_id": request.args.get("estate")}))


@prices.post("/price-list/new")
@writes("prices.edit")
def add() -> Any:
    form = submitted(AddPriceSchema())
    if form.valid and (row := form.attempt(lambda: handlers.add_price(db(), **form.facts))):
        flash(_("Approved. It is on the public price list from its day on."), "success")
        return see_other(url_for(".overview", estate=row.estate_id))
    return _form_page(None, form), 422


@prices.get("/price-list/<uuid:price_id>")
@reads("tickets.read")
def one(price_id: UUID) -> Any:
    row = queries.price(db(), price_id)
    told = {name: getattr(row, name) for name in ("category", "name", "unit", "note")}
    return _form_page(row, blank({**told, "price": in_yuan(row.price_fen), "cost": in_yuan(row.cost_fen)}))


@prices.post("/price-list/<uuid:price_id>")
@writes("prices.edit")
def replace(price_id: UUID) -> Any:
    form = submitted(ReplacePriceSchema())
    if form.valid and (row := form.attempt(lambda: handlers.replace_price(db(), price_id=price_id, **form.facts))):
        flash(_("Approved. It is on the public price list from its day on."), "success")
        return see_other(url_for(".overview", estate=row.estate_id))
    return _form_page(queries.price(db(), price_id), form), 422


@prices.post("/price-list/<uuid:price_id>/withdraw")
@writes("prices.edit")
def withdraw(price_id: UUID) -> Any:
    form = blank()
    if row := form.attempt(lambda: handlers.withdraw_price(db(), price_id=price_id)):
        flash(_("No longer on the price list."), "success")
        return see_other(url_for(".overview", estate=row.estate_id))
    return _form_page(queries.price(db(), price_id), form), 422


@prices.get("/price-list/print/<uuid:estate_id>")
@reads("tickets.read")
def print_view(estate_id: UUID) -> Any:
    return _list_page("prices_print.html", queries.estate(db(), estate_id))


@prices.get("/prices/<estate_code>")
@reads(PUBLIC, limit="120 per minute")
def published(estate_code: str) -> Any:
    """明码标价: what everybody may read, without an account."""
    return _list_page("prices_public.html", queries.estate_of_code(db(), estate_code))


@prices.get("/promises")
@reads(PUBLIC, limit="120 per minute")
def promises() -> Any:
    """The table of service-time commitments, for everybody (C2.6)."""
    rows = sorted(queries.commitments(db()), key=by_urgency)
    requests = [list(same) for _key, same in groupby(rows, key=lambda row: (row.kind, row.area))]
    return render_template("promises_public.html", requests=[(same[0], same) for same in requests])


def _list_page(template: str, estate: Estate) -> str:
    rows = queries.prices(db(), estate.id, _today())
    return render_template(template, estate=estate, categories=_by_category(rows), today=_today())


def _by_category(rows: Sequence[PriceItem]) -> list[tuple[str, list[PriceItem]]]:
    return [(category, list(items)) for category, items in groupby(rows, key=lambda row: row.category)]


def _form_page(row: PriceItem | None, form: Form) -> str:
    history = queries.price_history(db(), row.item_id) if row else []
    return render_template(
        "price.html", row=row, form=form, history=history, estates=queries.estates(db()), today=_today()
    )


def _today() -> Any:
    return clock.today(site().settings.site_zone)
