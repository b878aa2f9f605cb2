"""走访: visits as lists."""

from typing import Any

from flask import Blueprint, render_template, request

from services.visits import queries
from services.visits.models import VisitKind, VisitState
from services.visits.queries import Listed
from services.visits.schemas import VisitFilterSchema
from shared.errors import N_
from shared.web import db, reads, submitted, writes
from shared.web.exports import Column, List, exported
from shared.web.identity import actor

visits = Blueprint("visit_pages", __name__)


@visits.get("/list")
@reads("visits.read")
def overview() -> str:
    """The reader's own visits unless the filters say otherwise."""
    chosen = _chosen()
    page = queries.visits(db(), **chosen, after=request.args.get("after"), limit=50)
    own = str(chosen.get("officer_id") or "")
    return render_template(
        "visits.html",
        page=page,
        states=VisitState,
        kinds=VisitKind,
        own=own,
        visitors=queries.visitors(db()),
        chosen=chosen,
    )


@visits.post("/list/export")
@writes("visits.read")
def export() -> Any:
    chosen = _chosen()
    rows = lambda session, after: queries.visits(session, **chosen, after=after)  # noqa: E731 - as other lists do
    return exported(List(N_("Visits"), VISITS, rows))


VISITS: list[Column[Listed]] = [
    Column(N_("Time"), lambda row: row.visit.starts_at),
    Column(N_("Place"), lambda row: row.visit.unit_path),
    Column(N_("Household"), lambda row: row.customer.name if row.customer else None),
    Column(N_("Kind"), lambda row: row.visit.kind),
    Column(N_("Officer"), lambda row: row.officer),
    Column(N_("State"), lambda row: row.visit.state),
    Column(N_("Waits for"), lambda row: ", ".join(concern.number for concern in row.concerns)),
]


def _chosen() -> dict[str, Any]:
    """Whoever opens the page without filters sees the own visits."""
    form = submitted(VisitFilterSchema(), request.args)
    chosen = form.facts if form.valid else {}
    narrowed = set(request.args) - {"after"}
    return chosen if narrowed else chosen | {"officer_id": actor().id}
