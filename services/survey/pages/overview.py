"""Whom a questionnaire could reach, and the service's part of the Today page."""

from flask import Blueprint, render_template, request

from services.survey import queries
from shared.permissions import holders
from shared.web import db, reads

overview = Blueprint("overview", __name__)


@overview.get("/coverage")
@reads("surveys.read")
def coverage() -> str:
    """Whom a questionnaire could reach, estate by estate (A2.1)."""
    page = queries.coverage(db(), after=request.args.get("after"), limit=50)
    return render_template("coverage.html", page=page, importers=holders("people.import"))


@overview.get("/today/fragment")
@reads("surveys.read")
def today() -> str:
    """The service's part of the Today page."""
    return render_template("today_fragment.html", households=queries.households(db()))
