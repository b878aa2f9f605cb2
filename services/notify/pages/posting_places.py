"""The register of boards and lobbies where paper hangs."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.notify import handlers, queries
from services.notify.models import PlaceKind
from services.notify.schemas import AddPlaceSchema
from shared.web import Form, blank, db, reads, see_other, submitted, writes

posting_places = Blueprint("posting_places", __name__, url_prefix="/posting-places")


@posting_places.get("")
@reads("postings.plan")
def overview() -> Any:
    return _page(blank({"kind": PlaceKind.LOBBY}), request.args.get("estate"))


@posting_places.post("")
@writes("postings.plan")
def add() -> Any:
    form = submitted(AddPlaceSchema())
    if form.valid and form.attempt(lambda: handlers.add_place(db(), **form.facts)) is not None:
        flash(_("The place is registered."), "success")
        return see_other(url_for(".overview", estate=form.facts["estate_id"]))
    return _page(form, request.form.get("estate_id")), 422


@posting_places.post("/<uuid:place_id>/close")
@writes("postings.plan")
def close(place_id: UUID) -> Any:
    form = blank({"kind": PlaceKind.LOBBY})
    if form.attempt(lambda: handlers.close_place(db(), place_id=place_id)) is None:
        return _page(form, None), 422
    flash(_("The place has been given up."), "success")
    return see_other(url_for(".overview"))


def _page(form: Form, chosen: str | None) -> str:
    estates = queries.estates(db())
    estate = next((row for row in estates if str(row.id) == chosen), next(iter(estates), None))
    return render_template(
        "posting_places.html",
        places=queries.posting_places(db()),
        estates=estates,
        estate=estate,
        buildings=queries.buildings(db(), estate.id) if estate else [],
        kinds=PlaceKind,
        form=form,
    )
