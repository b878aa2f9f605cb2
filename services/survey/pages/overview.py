"""Whom a questionnaire could reach, and the service's part of the Today page."""

from typing import Any

from flask import Blueprint, render_template, request

from services.survey import queries
from services.survey.queries import Coverage
from shared.errors import N_
from shared.permissions import holders
from shared.web import db, reads, writes
from shared.web.exports import Column, List, exported

overview = Blueprint("overview", __name__)


@overview.get("/coverage")
@reads("surveys.read")
def coverage() -> str:
    """Whom a questionnaire could reach, estate by estate (A2.1)."""
    page = queries.coverage(db(), after=request.args.get("after"), limit=50)
    return render_template("coverage.html", page=page, importers=holders("people.import"))


@overview.post("/coverage/export")
@writes("surveys.read")
def export() -> Any:
    return exported(List(N_("Surveys"), COVERAGE, lambda session, after: queries.coverage(session, after=after)))


@overview.get("/today/fragment")
@reads("surveys.read")
def today() -> str:
    """The service's part of the Today page."""
    return render_template(
        "today_fragment.html",
        running=queries.open_campaigns(db()),
        waiting=queries.waiting_analyses(db()),
        owed=queries.own_measures(db()),
    )


COVERAGE: list[Column[Coverage]] = [
    Column(N_("Estate"), lambda row: row.estate),
    Column(N_("Buildings"), lambda row: row.buildings),
    Column(N_("Units"), lambda row: row.units),
    Column(N_("Owners"), lambda row: row.owners),
    Column(N_("Tenants"), lambda row: row.tenants),
    Column(N_("Key customers"), lambda row: row.key_customers),
]
