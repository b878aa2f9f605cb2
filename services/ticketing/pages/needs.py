"""需求周报: what residents asked of each team, week by week, and what the teams change (A2.3)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.models import Estate, NeedsDigest
from services.ticketing.pages.columns import NEEDS
from services.ticketing.schemas import AdjustSchema
from shared.errors import N_
from shared.web import Form, blank, db, reads, see_other, submitted, writes
from shared.web.display import day
from shared.web.exports import List, exported, whole

needs = Blueprint("needs_pages", __name__, url_prefix="/needs")


@needs.get("")
@reads("tickets.read")
def overview() -> Any:
    """``estate`` and ``week`` choose; without them the first estate and its last week."""
    estates = queries.estates(db())
    estate = next((row for row in estates if str(row.id) == request.args.get("estate")), next(iter(estates), None))
    return render_template("needs.html", estates=estates, estate=estate, **_week(estate))


@needs.get("/print/<uuid:estate_id>")
@reads("tickets.read")
def print_view(estate_id: UUID) -> Any:
    estate = queries.estate(db(), estate_id)
    return render_template("needs_print.html", estate=estate, **_week(estate))


@needs.post("/export/<uuid:estate_id>")
@writes("tickets.read")
def export(estate_id: UUID) -> Any:
    """All weeks that can be chosen, the newest first."""
    estate = queries.estate(db(), estate_id)
    return exported(List(N_("Weekly needs"), NEEDS, whole(lambda session: queries.digests_of(session, estate.id))))


@needs.get("/<uuid:digest_id>")
@reads("tickets.read")
def one(digest_id: UUID) -> Any:
    digest = queries.digest(db(), digest_id)
    return _page(digest, blank({"adjustment": digest.adjustment}))


@needs.post("/<uuid:digest_id>")
@writes("tickets.work")
def adjust(digest_id: UUID) -> Any:
    form = submitted(AdjustSchema())
    if (
        form.valid
        and form.attempt(lambda: handlers.record_adjustment(db(), digest_id=digest_id, **form.facts)) is not None
    ):
        flash(_("Recorded for the weekly meeting."), "success")
        return see_other(url_for(".one", digest_id=digest_id))
    return _page(queries.digest(db(), digest_id), form), 422


def _week(estate: Estate | None) -> dict[str, Any]:
    weeks = queries.digest_weeks(db(), estate.id) if estate else []
    week = next((ends_at for ends_at in weeks if _key(ends_at) == request.args.get("week")), next(iter(weeks), None))
    rows = queries.digests(db(), estate.id, week) if estate and week else []
    return {
        "weeks": [(_key(ends_at), day(ends_at).striptags()) for ends_at in weeks],
        "week": week and _key(week),
        "rows": rows,
    }


def _key(ends_at: datetime) -> str:
    return ends_at.strftime("%Y%m%dT%H%MZ")


def _page(digest: NeedsDigest, form: Form) -> str:
    return render_template(
        "needs_team.html",
        digest=digest,
        form=form,
        may_adjust=handlers.may_adjust(db(), digest),
        page=queries.digest_tickets(db(), digest, after=request.args.get("after")),
    )
