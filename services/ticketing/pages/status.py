"""The resident's view of the own ticket, by a signed link and without an account."""

from typing import Any

from flask import Blueprint, render_template

from services.ticketing import queries
from services.ticketing.config import settings_of
from services.ticketing.handlers.signed_links import LASTS_DAYS, Purpose, subject_of
from shared.errors import NotFound
from shared.web import PUBLIC, db, reads

status = Blueprint("status", __name__)


@status.get("/status/<token>")
@reads(PUBLIC, limit="60 per minute")
def progress(token: str) -> Any:
    ticket_id = subject_of(settings_of(db()), Purpose.STATUS, token)
    try:
        found = ticket_id and queries.status_view(db(), ticket_id)
    except NotFound:
        found = None
    if not found:
        return render_template("status_unknown.html", days=LASTS_DAYS), 404
    return render_template("status.html", ticket=found)
