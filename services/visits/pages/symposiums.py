"""座谈会: the year's plan and its approval, each symposium on the screen and on paper (A2.2)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.visits import handlers, queries
from services.visits.models import PlanState, SymposiumKind
from services.visits.queries import Planned
from services.visits.schemas import (
    BeginPlanSchema,
    PlanSymposiumFormSchema,
    ReasonSchema,
    SymposiumPlanFilterSchema,
)
from shared import clock
from shared.errors import N_
from shared.permissions import holders
from shared.web import Form, blank, db, reads, see_other, site, submitted, writes
from shared.web.display import label
from shared.web.exports import AT_ONCE, Column, List, exported, filters_of

PAGE = 50
symposiums = Blueprint("symposium_pages", __name__, url_prefix="/symposiums")


@symposiums.get("")
@reads("visits.read")
def overview() -> Any:
    return _overview(blank({"year": clock.today(site().settings.site_zone).year}))


@symposiums.post("")
@writes("symposiums.plan")
def begin() -> Any:
    form = submitted(BeginPlanSchema())
    plan = form.attempt(lambda: handlers.begin_plan(db(), **form.facts)) if form.valid else None
    return see_other(url_for(".plan", plan_id=plan.id)) if plan is not None else (_overview(form), 422)


@symposiums.post("/export")
@writes("visits.read")
def export() -> Any:
    chosen = filters_of(SymposiumPlanFilterSchema())
    return exported(
        List(
            N_("Symposiums"),
            COLUMNS,
            lambda session, after: queries.symposium_plans(session, **chosen, after=after, limit=AT_ONCE),
        )
    )


@symposiums.get("/plans/<uuid:plan_id>")
@reads("visits.read")
def plan(plan_id: UUID) -> Any:
    return _plan(plan_id, blank())


@symposiums.get("/plans/<uuid:plan_id>/print")
@reads("visits.read")
def print_plan(plan_id: UUID) -> Any:
    """《召开业主、客户座谈会计划》 on paper."""
    return render_template("symposium_plan_print.html", found=queries.symposium_plan(db(), plan_id))


@symposiums.post("/plans/<uuid:plan_id>/symposiums")
@writes("symposiums.plan")
def add(plan_id: UUID) -> Any:
    form = submitted(PlanSymposiumFormSchema())
    return _done(form, lambda: handlers.plan_symposium(db(), plan_id=plan_id, **form.facts), plan_id, _("Planned."))


@symposiums.post("/plans/<uuid:plan_id>/submit")
@writes("symposiums.plan")
def submit(plan_id: UUID) -> Any:
    said = _("Submitted. The company approves it or sends it back.")
    return _done(blank(), lambda: handlers.submit_plan(db(), plan_id=plan_id), plan_id, said)


@symposiums.post("/plans/<uuid:plan_id>/approve")
@writes("symposiums.approve")
def approve(plan_id: UUID) -> Any:
    said = _("Approved. Each symposium now stands in the compliance calendar.")
    return _done(blank(), lambda: handlers.approve_plan(db(), plan_id=plan_id), plan_id, said)


@symposiums.post("/plans/<uuid:plan_id>/return")
@writes("symposiums.approve")
def send_back(plan_id: UUID) -> Any:
    form = submitted(ReasonSchema())
    return _done(form, lambda: handlers.return_plan(db(), plan_id=plan_id, **form.facts), plan_id, _("Sent back."))


@symposiums.post("/<uuid:symposium_id>/drop")
@writes("symposiums.plan")
def drop(symposium_id: UUID) -> Any:
    plan_id = queries.symposium(db(), symposium_id).plan_id
    return _done(blank(), lambda: handlers.drop_symposium(db(), symposium_id=symposium_id), plan_id, _("Taken out."))


COLUMNS: list[Column[Planned]] = [
    Column(N_("Estate"), lambda row: row.estate),
    Column(N_("Year"), lambda row: row.plan.year),
    Column(N_("State"), lambda row: label(row.plan.state)),
    Column(N_("Symposiums"), lambda row: row.count),
    Column(N_("Held"), lambda row: row.held),
    Column(N_("Submitted by"), lambda row: row.plan.submitted_by),
    Column(N_("Approver"), lambda row: row.plan.decided_by),
    Column(N_("Approved or sent back"), lambda row: row.plan.decided_at),
]


def _overview(form: Form) -> str:
    filters = submitted(SymposiumPlanFilterSchema(), request.args)
    return render_template(
        "symposiums.html",
        page=queries.symposium_plans(db(), **filters.facts, after=request.args.get("after"), limit=PAGE),
        estates=queries.estates(db()),
        states=PlanState,
        form=form,
    )


def _plan(plan_id: UUID, form: Form) -> str:
    return render_template(
        "symposium_plan.html",
        found=queries.symposium_plan(db(), plan_id),
        form=form,
        kinds=SymposiumKind,
        approvers=holders("symposiums.approve"),
    )


def _done(form: Form, act: Callable[[], Any], plan_id: UUID, said: str) -> Any:
    """Back to the plan with a word on what was done, or with what stands in the way."""
    if not form.errors and form.attempt(act) is not None:
        flash(said, "success")
        return see_other(url_for(".plan", plan_id=plan_id))
    return _plan(plan_id, form), 422
