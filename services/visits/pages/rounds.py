"""季度走访: rounds, what each has to cover and how far it has come (A2.7), and the service's part of the Today page."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from services.visits import handlers, queries
from services.visits.models import quarter_of
from services.visits.queries import BuildingRound
from services.visits.schemas import PlanRoundSchema
from shared.errors import N_
from shared.permissions import holders
from shared.web import Form, blank, db, reads, see_other, submitted, writes
from shared.web.access import actor
from shared.web.exports import Column, List, exported

rounds = Blueprint("round_pages", __name__)
QUARTERS_AHEAD = 3
LATEST = 8


@rounds.get("/")
@reads("visits.read")
def overview() -> str:
    """The latest rounds, and what one has to cover, building by building (A2.7)."""
    page = queries.rounds(db(), after=request.args.get("after"), limit=50)
    latest = queries.quarterly_rounds(db(), limit=LATEST)
    return render_template("rounds.html", page=page, latest=latest, importers=holders("people.import"))


@rounds.get("/rounds/new")
@reads("visits.plan")
def new() -> str:
    return _plan_page(blank())


@rounds.post("/rounds/new")
@writes("visits.plan")
def plan() -> Any:
    typed = request.form.copy()
    typed["year"], _dash, typed["quarter"] = request.form.get("when", "").partition("-")
    form = submitted(PlanRoundSchema(), typed)
    if form.valid and (row := form.attempt(lambda: handlers.plan_round(db(), **form.facts))):
        count, left = row.households, row.without_time
        done = ngettext("%(num)s household is in the round.", "%(num)s households are in the round.", count)
        flash(done, "success")
        if left:
            flash(ngettext("%(num)s visit has no time yet.", "%(num)s visits have no time yet.", left), "warning")
        return see_other(url_for(".coverage", round_id=row.id))
    return _plan_page(form), 422


@rounds.get("/rounds/<uuid:round_id>")
@reads("visits.read")
def coverage(round_id: UUID) -> str:
    """How far it has come, by officer, building and floor; each number leads to its visits."""
    return render_template("coverage.html", found=queries.coverage(db(), round_id))


@rounds.get("/today/fragment")
@reads("visits.read")
def today() -> str:
    """The service's part of the Today page."""
    today = queries.today(db())
    sunday, month_ago = today + timedelta(days=6 - today.weekday()), today - timedelta(days=30)
    return render_template(
        "today_fragment.html",
        owners=queries.owners(db()),
        awaiting=queries.awaiting_lead(db()),
        mine=queries.due_today(db(), actor().id),
        bare=queries.without_officer(db()),
        due=queries.due_until(db(), sunday),
        missed=queries.missed_lately(db(), month_ago),
        to_approve=queries.plans_to_approve(db()),
        party_tasks=queries.tasks_due(db()),
        promises=queries.promises_due(db()),
        silent=len(queries.silent_contractors(db())),
        gatherings=queries.meetings_today(db()),
        summaries=queries.summaries_due(db()),
        sunday=sunday,
        month_ago=month_ago,
    )


@rounds.post("/export")
@writes("visits.read")
def export_rounds() -> Any:
    return exported(List(N_("Quarterly rounds"), ROUNDS, lambda session, after: queries.rounds(session, after=after)))


ROUNDS: list[Column[BuildingRound]] = [
    Column(N_("Estate"), lambda row: row.estate),
    Column(N_("Building"), lambda row: row.building),
    Column(N_("Floors"), lambda row: row.floors),
    Column(N_("Owners"), lambda row: row.owners),
    Column(N_("Key customers"), lambda row: row.key_customers),
]


def _plan_page(form: Form) -> str:
    year, quarter = quarter_of(queries.today(db()))
    following = [divmod(4 * year + quarter - 1 + number, 4) for number in range(QUARTERS_AHEAD)]
    when = [
        (f"{year}-{index + 1}", _("quarter %(quarter)s of %(year)s", year=year, quarter=index + 1))
        for year, index in following
    ]
    return render_template(
        "round_plan.html", form=form, when=when, estates=queries.estates(db()), bare=queries.without_officer(db())
    )
