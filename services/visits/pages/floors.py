"""分管楼层: which officer a floor belongs to, and handing it over (A2.7)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request
from flask_babel import ngettext

from services.visits import handlers, queries
from services.visits.queries import Floor
from services.visits.schemas import AssignFloorsSchema, FloorFilterSchema
from shared.errors import N_
from shared.web import Form, blank, db, reads, see_other, submitted, writes
from shared.web.display import with_query
from shared.web.exports import Column, List, exported

floors = Blueprint("floor_pages", __name__, url_prefix="/floors")


@floors.get("")
@reads("visits.read")
def overview() -> str:
    """``building_id``, ``staff_id`` and ``without`` narrow the list."""
    return _page(blank({"first_day": queries.today(db()).isoformat()}))


@floors.post("")
@writes("visits.plan")
def assign() -> Any:
    typed = request.form.copy()
    typed.setlist("floor_ids", request.form.getlist("selected"))
    form = submitted(AssignFloorsSchema(), typed)
    if form.valid and (given := form.attempt(lambda: handlers.assign_floors(db(), **form.facts))) is not None:
        count = len(given)
        flash(ngettext("%(num)s floor has been given.", "%(num)s floors have been given.", count), "success")
        return see_other(with_query())
    return _page(form), 422


@floors.post("/export")
@writes("visits.read")
def export() -> Any:
    chosen = _chosen()
    rows = lambda session, after: queries.floors(session, **chosen, after=after)  # noqa: E731 - as other lists do
    return exported(List(N_("Floors and officers"), FLOORS, rows))


@floors.get("/<uuid:floor_id>")
@reads("visits.read")
def one(floor_id: UUID) -> str:
    """Its officers from the first to the last, and the days without one."""
    floor, spans = queries.history(db(), floor_id)
    return render_template("floor.html", floor=floor, spans=spans)


FLOORS: list[Column[Floor]] = [
    Column(N_("Floor"), lambda row: row.floor.path),
    Column(N_("Officer"), lambda row: row.officer),
    Column(N_("First day"), lambda row: row.current.first_day if row.current else None),
    Column(N_("Next officer"), lambda row: row.successor),
    Column(N_("Hand-over"), lambda row: row.coming.first_day if row.coming else None),
]


def _chosen() -> dict[str, Any]:
    form = submitted(FloorFilterSchema(), request.args)
    return form.facts if form.valid else {}


def _page(form: Form) -> str:
    chosen, estates = _chosen(), queries.estates(db())
    estate_id = chosen.get("estate_id") or (estates[0].id if estates else None)
    if estate_id is None:
        return render_template("floors.html", page=None, form=form)
    found = queries.floors(db(), **{**chosen, "estate_id": estate_id}, after=request.args.get("after"), limit=100)
    return render_template(
        "floors.html",
        page=found,
        form=form,
        estates=estates,
        estate_id=estate_id,
        buildings=queries.buildings(db(), estate_id),
        visitors=queries.visitors(db(), estate_id),
    )
