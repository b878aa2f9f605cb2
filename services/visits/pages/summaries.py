"""周总结: the departments of a week, and the sheet of each on screen and paper (B4.2.2)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.visits import handlers, queries
from services.visits.models import WeeklySummary, monday_of
from services.visits.schemas import SummaryTextsSchema, SummaryWeekSchema
from shared.errors import N_
from shared.web import Form, blank, db, reads, see_other, submitted, writes
from shared.web.display import day, label
from shared.web.exports import AT_ONCE, Column, List, exported, filters_of

summaries = Blueprint("summary_pages", __name__, url_prefix="/summaries")
SHEET = "/<uuid:estate_id>/<team>/<week>"


@summaries.get("")
@reads("visits.read")
def overview() -> Any:
    """``estate_id`` and ``week`` choose; without them the first estate and this week."""
    chosen = submitted(SummaryWeekSchema(), request.args).facts
    estates, weeks = queries.estates(db()), queries.latest_weeks(db())
    estate = next((row for row in estates if row.id == chosen.get("estate_id")), next(iter(estates), None))
    week = chosen.get("week") or weeks[0]
    rows = queries.departments(db(), estate_id=estate.id, week=week) if estate else []
    return render_template(
        "summaries.html",
        estates=estates,
        estate=estate,
        weeks=[(key, _since(key)) for key in weeks],
        week=week,
        rows=rows,
    )


@summaries.post("/export")
@writes("visits.read")
def export() -> Any:
    chosen = filters_of(SummaryWeekSchema())
    read = lambda session, after: queries.summaries(session, **chosen, after=after, limit=AT_ONCE)  # noqa: E731 - one call
    return exported(List(N_("Weekly summaries"), COLUMNS, read))


@summaries.get(SHEET)
@reads("visits.read")
def sheet(estate_id: UUID, team: str, week: str) -> Any:
    return _sheet(estate_id, team, week, None)


@summaries.get(f"{SHEET}/print")
@reads("visits.read")
def on_paper(estate_id: UUID, team: str, week: str) -> Any:
    """《周工作总结与计划表》 on paper."""
    found = queries.sheet(db(), estate_id=estate_id, team=team, week=week)
    return render_template("summary_print.html", found=found)


@summaries.post(SHEET)
@writes("summaries.write")
def write(estate_id: UUID, team: str, week: str) -> Any:
    """``act`` is ``save`` or ``submit``."""
    form = submitted(SummaryTextsSchema())
    about: dict[str, Any] = {"estate_id": estate_id, "team": team, "week": week}
    submits = request.form.get("act") == "submit"
    verb = handlers.submit_summary if submits else handlers.save_summary
    if not form.valid or form.attempt(lambda: verb(db(), **about, **form.facts)) is None:
        return _sheet(estate_id, team, week, form), 422
    flash(_("Submitted.") if submits else _("Saved. Submit it when it is complete."), "success")
    return see_other(url_for(".sheet", **about))


COLUMNS: list[Column[WeeklySummary]] = [
    Column(N_("Week"), lambda row: row.week),
    Column(N_("Department"), lambda row: label(row.team)),
    Column(N_("State"), lambda row: _("handed in") if row.submitted else _("draft")),
    Column(N_("Planned for this week"), lambda row: row.planned),
    Column(N_("Done this week"), lambda row: row.done),
    Column(N_("What stood in the way"), lambda row: row.problems),
    Column(N_("Plan for next week"), lambda row: row.plan),
    Column(N_("Submitted by"), lambda row: row.submitted_by),
    Column(N_("Submitted"), lambda row: row.submitted_at),
]


def _since(week: str) -> str:
    """A week as people choose it: by its first day too."""
    text: str = _("%(week)s, from %(day)s", week=week, day=day(monday_of(week)).striptags())
    return text


def _sheet(estate_id: UUID, team: str, week: str, form: Form | None) -> str:
    found = queries.sheet(db(), estate_id=estate_id, team=team, week=week)
    known = found.summary
    texts = {name: getattr(known, name) for name in ("done", "problems", "plan")} if known else {}
    about: dict[str, Any] = {"estate_id": estate_id, "team": team, "week": week}
    planned = known.planned if known and known.submitted else handlers.planned_for(db(), **about)
    return render_template(
        "summary.html",
        found=found,
        form=form or blank(texts),
        planned=planned,
        mine=handlers.may_write(db(), team),
    )
