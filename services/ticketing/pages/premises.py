"""房产: an estate's buildings, and one of them floor by floor with who lives there."""

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request

from services.ticketing import queries
from services.ticketing.pages.columns import of_premises
from shared.errors import N_
from shared.web import db, reads, writes
from shared.web.exports import AT_ONCE, List, exported

premises = Blueprint("premises_pages", __name__)


@premises.get("/premises")
@reads("premises.read")
def overview() -> Any:
    """``building`` names the one that is shown; without it, or when it is not there, the first is."""
    estates = queries.buildings(db())
    every = [building for estate in estates for building in estate.buildings]
    chosen = request.args.get("building", type=UUID)
    shown = next((building for building in every if building.id == chosen), every[0] if every else None)
    floors = queries.floor_plan(db(), shown.id) if shown else []
    return render_template("premises.html", estates=estates, shown=shown, floors=floors)


@premises.post("/premises/export")
@writes("premises.read")
def export() -> Any:
    """The buildings, floors and units of all estates that the reader sees."""
    return exported(
        List(
            N_("Premises"),
            of_premises(),
            lambda session, after: queries.premises(session, after=after, limit=AT_ONCE),
        )
    )
