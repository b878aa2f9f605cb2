"""What income comes from and what the fee is used for: the list that each estate keeps (C3.2)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.notify import handlers, queries
from services.notify.models import Flow
from services.notify.schemas import AddFeeCategorySchema, FeeCategoryTextSchema
from shared.web import Form, blank, db, reads, see_other, submitted, writes

fee_categories = Blueprint("fee_category_pages", __name__, url_prefix="/fee-categories")


@fee_categories.get("")
@reads("statements.write")
def overview() -> Any:
    return _page(request.args.get("estate"), blank({"flow": Flow.EXPENSE}))


@fee_categories.post("")
@writes("statements.write")
def add() -> Any:
    form = submitted(AddFeeCategorySchema())
    if form.valid and (row := form.attempt(lambda: handlers.add_category(db(), **form.facts))):
        flash(_("The category is offered from now on."), "success")
        return see_other(url_for(".overview", estate=row.estate_id))
    return _page(request.form.get("estate_id"), form), 422


@fee_categories.post("/begin/<uuid:estate_id>")
@writes("statements.write")
def begin(estate_id: UUID) -> Any:
    handlers.begin_categories(db(), estate_id=estate_id)
    return see_other(url_for(".overview", estate=estate_id))


@fee_categories.post("/<uuid:category_id>")
@writes("statements.write")
def change(category_id: UUID) -> Any:
    form = submitted(FeeCategoryTextSchema())
    if form.valid:
        form.attempt(lambda: handlers.change_category(db(), category_id=category_id, **form.facts))
    return _back(form, _("Renamed from now on; statements keep what they said."))


@fee_categories.post("/<uuid:category_id>/retire")
@writes("statements.write")
def retire(category_id: UUID) -> Any:
    form = blank()
    form.attempt(lambda: handlers.retire_category(db(), category_id=category_id))
    return _back(form, _("The category is offered no more."))


def _back(form: Form, done: str) -> Any:
    for message in [message for messages in form.errors.values() for message in messages]:
        flash(message, "danger")
    if form.valid:
        flash(done, "success")
    return see_other(url_for(".overview", estate=request.form.get("estate")))


def _page(chosen: str | None, form: Form) -> str:
    estates = queries.estates(db())
    estate = next((row for row in estates if str(row.id) == chosen), next(iter(estates), None))
    found = queries.fee_categories(db(), estate.id) if estate else []
    rows = [(row, blank({"name": row.name, "name_en": row.name_en})) for row in found]
    return render_template("fee_categories.html", estates=estates, estate=estate, rows=rows, form=form, flows=Flow)
