"""季度走访: what a round has to cover (A2.7), and the service's part of the Today page."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, render_template, request

from services.visits import queries
from services.visits.queries import BuildingRound
from shared import clock
from shared.errors import N_
from shared.permissions import holders
from shared.web import db, reads, site, writes
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
    today = clock.today(site().settings.site_zone)
    sunday, month_ago = today + timedelta(days=6 - today.weekday()), today - timedelta(days=30)
    return render_template(
        "today_fragment.html",
        owners=queries.owners(db()),
        awaiting=queries.awaiting_lead(db()),
        due=queries.due_until(db(), sunday),
        missed=queries.missed_lately(db(), month_ago),
        sunday=sunday,
        month_ago=month_ago,
    )


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
