"""重大问题: what the project lead must see in person (A2.10)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext
from flask_babel import gettext as _

from services.visits import handlers, queries
from services.visits.queries import Problem
from services.visits.schemas import RecordMajorVisitFormSchema
from shared import clock
from shared.errors import N_
from shared.web import Form, blank, db, open_to_all, reads, see_other, service_worker, site, submitted, writes
from shared.web.exports import Column, List, exported

major = Blueprint("major_pages", __name__)


@major.get("/major")
@reads("visits.read")
def major_problems() -> str:
    """重大问题: what the project lead must see in person (A2.10)."""
    awaiting = request.args.get("awaiting") == "1"
    page = queries.major_problems(db(), awaiting=awaiting, after=request.args.get("after"), limit=50)
    return render_template("major_problems.html", page=page, awaiting=awaiting)


@major.get("/major/offline.js")
@open_to_all
def offline() -> Any:
    """The pages of major problems are opened where they are, connection or not."""
    return service_worker()


@major.post("/major/export")
@writes("visits.read")
def export_major_problems() -> Any:
    awaiting = request.args.get("awaiting") == "1"
    return exported(
        List(
            N_("Major problems"),
            PROBLEMS,
            lambda session, after: queries.major_problems(session, awaiting=awaiting, after=after),
        )
    )


@major.get("/major/<uuid:ticket_id>")
@reads("visits.read")
def major_problem(ticket_id: UUID) -> str:
    now = clock.now().astimezone(site().settings.site_zone)
    return _problem(ticket_id, blank({"visited_at": now.strftime("%Y-%m-%dT%H:%M")}))


@major.post("/major/<uuid:ticket_id>")
@writes("visits.record_major")
def record_major_visit(ticket_id: UUID) -> Any:
    form = submitted(RecordMajorVisitFormSchema())
    if form.valid and (
        form.attempt(lambda: handlers.record_major_visit(db(), ticket_id=ticket_id, **form.facts)) is not None
    ):
        flash(_("Recorded. The ticket may be closed once the resident has been answered."), "success")
        return see_other(url_for(".major_problem", ticket_id=ticket_id))
    return _problem(ticket_id, form), 422


PROBLEMS: list[Column[Problem]] = [
    Column(N_("Number"), lambda row: row.problem.number),
    Column(N_("Problem"), lambda row: row.problem.title),
    Column(N_("Place"), lambda row: row.problem.unit_path or gettext("Public area")),
    Column(N_("Resident"), lambda row: row.customer.name if row.customer else None),
    Column(N_("Reason"), lambda row: row.problem.reason),
    Column(N_("Called major"), lambda row: row.problem.flagged_at),
    Column(N_("Called major by"), lambda row: row.problem.flagged_by),
    Column(N_("Project lead"), lambda row: row.visit.visited_by if row.visit else None),
    Column(N_("When?"), lambda row: row.visit.visited_at if row.visit else None),
    Column(N_("Who was met?"), lambda row: row.visit.met if row.visit else None),
    Column(N_("What was said?"), lambda row: row.visit.words if row.visit else None),
    Column(N_("What was promised?"), lambda row: row.visit.promised if row.visit else None),
]


def _problem(ticket_id: UUID, form: Form) -> str:
    return render_template("major_problem.html", found=queries.major_problem(db(), ticket_id), form=form)
