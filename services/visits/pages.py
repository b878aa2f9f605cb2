"""The visits service's pages."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.visits import handlers, queries
from services.visits.schemas import RecordMajorVisitFormSchema
from shared import clock
from shared.permissions import holders
from shared.web import Form, blank, db, reads, see_other, site, submitted, writes

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
    return render_template("today_fragment.html", owners=queries.owners(db()), awaiting=queries.awaiting_lead(db()))


@pages.get("/major")
@reads("visits.read")
def major_problems() -> str:
    """重大问题: what the project lead must see in person (A2.10)."""
    awaiting = request.args.get("awaiting") == "1"
    page = queries.major_problems(db(), awaiting=awaiting, after=request.args.get("after"), limit=50)
    return render_template("major_problems.html", page=page, awaiting=awaiting)


@pages.get("/major/<uuid:ticket_id>")
@reads("visits.read")
def major_problem(ticket_id: UUID) -> str:
    now = clock.now().astimezone(site().settings.site_zone)
    return _problem(ticket_id, blank({"visited_at": now.strftime("%Y-%m-%dT%H:%M")}))


@pages.post("/major/<uuid:ticket_id>")
@writes("visits.record_major")
def record_major_visit(ticket_id: UUID) -> Any:
    form = submitted(RecordMajorVisitFormSchema())
    if form.valid and (
        form.attempt(lambda: handlers.record_major_visit(db(), ticket_id=ticket_id, **form.facts)) is not None
    ):
        flash(_("Recorded. The ticket may be closed once the resident has been answered."), "success")
        return see_other(url_for(".major_problem", ticket_id=ticket_id))
    return _problem(ticket_id, form), 422


def _problem(ticket_id: UUID, form: Form) -> str:
    return render_template("major_problem.html", found=queries.major_problem(db(), ticket_id), form=form)
