"""The visits service's pages."""

from flask import Blueprint, render_template, request

from services.visits import queries
from shared.permissions import holders
from shared.web import db, reads

pages = Blueprint("pages", __name__)


@pages.get("/")
@reads("visits.read")
def overview() -> str:
    """What a quarterly round has to cover, building by building (A2.7)."""
    page = queries.rounds(db(), after=request.args.get("after"), limit=50)
    return render_template("rounds.html", page=page, importers=holders("people.import"))


@pages.get("/today/fragment")
@reads("visits.read")
def today() -> str:
    """The service's part of the Today page."""
    return render_template("today_fragment.html", owners=queries.owners(db()))
