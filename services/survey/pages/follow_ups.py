"""跟进: answers that were passed on to the front desk, and what became of them."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.survey import handlers, queries
from shared.web import blank, db, reads, see_other, writes

follow_ups = Blueprint("follow_up_pages", __name__, url_prefix="/campaigns/<uuid:campaign_id>")


@follow_ups.get("/follow-ups")
@reads("surveys.read")
def overview(campaign_id: UUID) -> Any:
    return render_template(
        "follow_ups.html",
        running=queries.campaign(db(), campaign_id),
        page=queries.follow_ups(db(), campaign_id, after=request.args.get("after"), limit=50),
    )


@follow_ups.post("/texts/<key>/<uuid:sheet_id>/follow-up")
@writes("surveys.run")
def follow_up(campaign_id: UUID, key: str, sheet_id: UUID) -> Any:
    form = blank()
    if form.attempt(lambda: handlers.follow_up(db(), sheet_id=sheet_id)) is not None:
        flash(_("Passed on. The front desk opens a ticket for it."), "success")
    for message in form.errors.get("", []):
        flash(message, "danger")
    return see_other(url_for("statistics_pages.texts", campaign_id=campaign_id, key=key) + f"#{sheet_id}")
