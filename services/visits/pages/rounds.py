"""季度走访: what a round has to cover (A2.7), and the service's part of the Today page."""

from typing import Any

from flask import Blueprint, render_template, request

from services.visits import queries
from services.visits.queries import BuildingRound
from shared.errors import N_
from shared.permissions import holders
from shared.web import db, reads, writes
from shared.web.exports import Column, List, exported

rounds = Blueprint("round_pages", __name__)


@rounds.get("/")
@reads("visits.read")
def overview() -> str:
    """What a quarterly round has to cover, building by building (A2.7)."""
    page = queries.rounds(db(), after=request.args.get("after"), limit=50)
    return render_template("rounds.html", page=page, importers=holders("people.import"))


@rounds.get("/today/fragment")
@reads("visits.read")
def today() -> str:
    """The service's part of the Today page."""
    return render_template("today_fragment.html", owners=queries.owners(db()), awaiting=queries.awaiting_lead(db()))


@rounds.post("/export")
@writes("visits.read")
def export_rounds() -> Any:
    return exported(List(N_("Quarterly rounds"), ROUNDS, lambda session, after: queries.rounds(session, after=after)))


ROUNDS: list[Column[BuildingRound]] = [
    Column(N_("Estate"), lambda row: row.estate),
    Column(N_("Building"), lambda row: row.building),
    Column(N_("Floors"), lambda row: row.floors),
    Column(N_("Owners"), lambda row: row.owners),
    Column(N_("Key customers"), lambda row: row.key_customers),
]
