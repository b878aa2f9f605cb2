"""The survey service's pages."""

from flask import Blueprint, render_template, request

from services.survey import queries
from shared.permissions import holders
from shared.web import db, reads

pages = Blueprint("pages", __name__)


@pages.get("/")
@reads("surveys.read")
def overview() -> str:
    """Whom a questionnaire could reach, estate by estate (A2.1)."""
    page = queries.coverage(db(), after=request.args.get("after"), limit=50)
    return render_template("coverage.html", page=page, importers=holders("people.import"))


@pages.get("/today/fragment")
@reads("surveys.read")
def today() -> str:
    """The service's part of the Today page."""
    return render_template("today_fragment.html", households=queries.households(db()))
