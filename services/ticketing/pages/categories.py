"""分类: what requests are about, and who gets them by default (C1.4.2)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.models import Category, Team, TicketKind, Tier
from services.ticketing.pages.columns import CATEGORIES
from services.ticketing.schemas import AddCategorySchema, ChangeCategorySchema
from shared.errors import N_
from shared.web import Form, blank, db, reads, see_other, submitted, writes
from shared.web.exports import List, exported, whole

categories = Blueprint("category_pages", __name__, url_prefix="/categories")


@categories.get("")
@reads("tickets.read")
def overview() -> Any:
    rows = queries.categories(db())
    return render_template(
        "categories.html", by_kind={kind: [row for row in rows if row.kind is kind] for kind in TicketKind}
    )


@categories.post("/export")
@writes("tickets.read")
def export() -> Any:
    return exported(List(N_("Categories"), CATEGORIES, whole(queries.categories)))


@categories.get("/new")
@reads("categories.edit")
def new() -> Any:
    """``kind`` proposes one."""
    return _page(None, blank({"tier": Tier.NORMAL, "kind": request.args.get("kind", TicketKind.REPAIR)}))


@categories.post("/new")
@writes("categories.edit")
def add() -> Any:
    form = submitted(AddCategorySchema())
    if form.valid and form.attempt(lambda: handlers.add_category(db(), **form.facts)) is not None:
        flash(_("The category can be chosen from now on."), "success")
        return see_other(url_for(".overview"))
    return _page(None, form), 422


@categories.get("/<uuid:category_id>")
@reads("categories.edit")
def one(category_id: UUID) -> Any:
    row = queries.category(db(), category_id)
    return _page(row, blank({name: getattr(row, name) for name in ("name", "name_en", "team", "tier")}))


@categories.post("/<uuid:category_id>")
@writes("categories.edit")
def change(category_id: UUID) -> Any:
    form = submitted(ChangeCategorySchema())
    if (
        form.valid
        and form.attempt(lambda: handlers.change_category(db(), category_id=category_id, **form.facts)) is not None
    ):
        flash(_("The category has been changed."), "success")
        return see_other(url_for(".overview"))
    return _page(queries.category(db(), category_id), form), 422


@categories.post("/<uuid:category_id>/retire")
@writes("categories.edit")
def retire(category_id: UUID) -> Any:
    form = blank()
    if form.attempt(lambda: handlers.retire_category(db(), category_id=category_id)) is not None:
        flash(_("The category is no longer offered; requests that have it keep it."), "success")
        return see_other(url_for(".overview"))
    return _page(queries.category(db(), category_id), form), 422


def _page(row: Category | None, form: Form) -> str:
    """``row`` None for a new one."""
    return render_template("category.html", row=row, form=form, kinds=TicketKind, teams=Team, tiers=Tier)
