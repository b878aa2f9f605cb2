"""纸质问卷: what is printed of a survey: forms, invitations with QR, and its record book (A2.1)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request

from services.survey import queries
from services.survey.handlers.signed_links import answer_link
from services.survey.models import CampaignState, Invitation
from services.survey.queries.paper import AT_ONCE
from shared.errors import NotFound
from shared.web import db, reads
from shared.web.qr import qr_data

paper = Blueprint("paper_pages", __name__, url_prefix="/campaigns/<uuid:campaign_id>")


@paper.get("/forms/print")
@reads("surveys.run")
def forms(campaign_id: UUID) -> Any:
    """One for each household from ``first`` on, a hundred at once, with its number and QR."""
    return _printed("paper_forms.html", campaign_id)


@paper.get("/slips/print")
@reads("surveys.run")
def slips(campaign_id: UUID) -> Any:
    """Invitations to answer on the telephone, eight on a page."""
    return _printed("paper_slips.html", campaign_id)


@paper.get("/book/print")
@reads("surveys.read")
def book(campaign_id: UUID) -> Any:
    """The record book: every household, and whether its answer has come back."""
    return render_template(
        "record_book.html",
        running=queries.campaign(db(), campaign_id),
        buildings=queries.by_building(db(), campaign_id),
        rows=queries.numbered(db(), campaign_id, 1, most=queries.last_number(db(), campaign_id)),
    )


def _printed(template: str, campaign_id: UUID) -> str:
    running = queries.campaign(db(), campaign_id)
    if running.campaign.state not in {CampaignState.OPEN, CampaignState.CLOSED}:
        raise NotFound
    first = max(1, int(request.args.get("first", "1"))) if request.args.get("first", "1").isdecimal() else 1
    rows = queries.numbered(db(), campaign_id, first)
    last = queries.last_number(db(), campaign_id)
    parts = [(number, min(number + AT_ONCE - 1, last)) for number in range(1, last + 1, AT_ONCE)]
    return render_template(
        template, running=running, rows=[(row, _code(row)) for row in rows], parts=parts, first=first
    )


def _code(row: Invitation) -> str:
    return qr_data(answer_link(db(), row.id), scale=3)
