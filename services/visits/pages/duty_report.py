"""The audit report of a time, on the screen, on paper and as a file (ISO 9001)."""

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext

from services.visits import queries
from services.visits.models import DutyState
from services.visits.pages.duties import about
from services.visits.queries import Audited
from services.visits.schemas import ReportFilterSchema
from shared import clock
from shared.errors import N_
from shared.web import db, reads, site, submitted, writes
from shared.web.display import label
from shared.web.exports import Column, List, exported, filters_of, whole

report = Blueprint("duties_report", __name__, url_prefix="/calendar/report")


@report.get("")
@reads("visits.read")
def overview() -> Any:
    """Without a time in the address: the year until today."""
    return render_template("duties_report.html", **_found())


@report.get("/print")
@reads("visits.read")
def print_view() -> Any:
    return render_template("duties_report_print.html", **_found())


@report.post("/export")
@writes("visits.read")
def export() -> Any:
    since, until, facts = _span(filters_of(ReportFilterSchema()))
    read = lambda session: queries.duty_report(session, since, until, facts["estate_id"]).clauses  # noqa: E731 - of two lines
    return exported(List(N_("Audit report"), COLUMNS, whole(read)))


COLUMNS: list[Column[Audited]] = [
    Column(N_("Clause"), lambda row: row.clause.clause),
    Column(N_("Duty"), lambda row: gettext(row.clause.title)),
    Column(N_("Owed by"), lambda row: label(row.clause.role)),
    Column(N_("Owed"), lambda row: row.counts.total),
    *(
        Column(name, lambda row, state=state: row.counts.of(state))  # type: ignore[misc] # one for each state
        for state, name in (
            (DutyState.KEPT, N_("Kept in time")),
            (DutyState.LATE, N_("Made up late")),
            (DutyState.MISSED, N_("Missed")),
            (DutyState.WAIVED, N_("Waived")),
            (DutyState.DUE, N_("Still due")),
        )
    ),
    Column(N_("Kept, percent"), lambda row: row.counts.percent),
    Column(N_("Evidence"), lambda row: ", ".join(row.numbers)),
]


def _found() -> dict[str, Any]:
    form = submitted(ReportFilterSchema(), request.args)
    since, until, facts = _span(form.facts if form.valid else ReportFilterSchema().load({}))
    estates = queries.estates(db())
    chosen = [row for row in estates if facts["estate_id"] in (None, row.id)]
    return {
        "about": about,
        "estates": estates,
        "estate": chosen[0] if len(chosen) == 1 else None,
        "report": queries.duty_report(db(), since, until, facts["estate_id"]),
        "printed_at": clock.now(),
    }


def _span(facts: dict[str, Any]) -> tuple[date, date, dict[str, Any]]:
    today = clock.today(site().settings.site_zone)
    return facts["since"] or today.replace(month=1, day=1), facts["until"] or today, facts
