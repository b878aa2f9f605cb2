"""值班: the week's duties, and the hours in which nobody is at the hotline (C2.4)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from services.ticketing import handlers, queries
from services.ticketing.models import Duty, Estate, Post
from services.ticketing.pages.columns import DUTIES
from services.ticketing.schemas import PlanDutyFormSchema
from shared import clock
from shared.errors import N_
from shared.web import Form, blank, db, reads, see_other, site, submitted, writes
from shared.web.exports import List, exported, whole

roster = Blueprint("roster_pages", __name__, url_prefix="/roster")
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week shown, and its duties by post; one belongs to the day on which it begins."""

    day: date
    duties: dict[Post, list[Duty]]


@roster.get("")
@reads("tickets.read")
def overview() -> Any:
    """``estate`` and ``week`` (a day of it) choose; without them the first estate and this week."""
    return _page(_chosen_estate(request.args.get("estate")), blank({"weeks": 1, "post": Post.HOTLINE}))


@roster.post("")
@writes("roster.edit")
def plan() -> Any:
    form = submitted(PlanDutyFormSchema())
    if form.valid and (planned := form.attempt(lambda: handlers.plan_duty(db(), **form.facts))):
        flash(ngettext("%(num)s duty has been planned.", "%(num)s duties have been planned.", len(planned)), "success")
        return see_other(_address(planned[0]))
    return _page(_chosen_estate(request.form.get("estate_id")), form), 422


@roster.post("/export/<uuid:estate_id>")
@writes("tickets.read")
def export(estate_id: UUID) -> Any:
    """The duties of the week that is shown."""
    estate, monday = queries.estate(db(), estate_id), _monday()
    start, end = _midnight(monday), _midnight(monday + WEEK)
    rows = whole(lambda session: queries.duties(session, estate.id, start, end))
    return exported(List(N_("Duty roster"), DUTIES, rows))


@roster.post("/<uuid:duty_id>/remove")
@writes("roster.edit")
def remove(duty_id: UUID) -> Any:
    form = blank()
    if (removed := form.attempt(lambda: handlers.remove_duty(db(), duty_id=duty_id))) is None:
        return _page(_chosen_estate(None), form), 422
    flash(_("The duty has been removed."), "success")
    return see_other(_address(removed))


def _address(duty: Duty) -> str:
    day = duty.starts_at.astimezone(site().settings.site_zone).date()
    return url_for(".overview", estate=duty.estate_id, week=day.isoformat())


def _chosen_estate(chosen: str | None) -> Estate | None:
    estates = queries.estates(db())
    return next((row for row in estates if str(row.id) == chosen), next(iter(estates), None))


def _page(estate: Estate | None, form: Form) -> str:
    monday = _monday()
    start, end = _midnight(monday), _midnight(monday + WEEK)
    duties = queries.duties(db(), estate.id, start, end) if estate else []
    return render_template(
        "roster.html",
        estate=estate,
        estates=queries.estates(db()),
        form=form,
        days=_days(monday, duties),
        missed=queries.missed(db(), duties),
        gaps=queries.hotline_gaps(db(), estate.id) if estate else [],
        members=queries.candidates(db(), estate.id) if estate else [],
        posts=Post,
        week_before=(monday - WEEK).isoformat(),
        week_after=(monday + WEEK).isoformat(),
    )


def _days(monday: date, duties: Sequence[Duty]) -> list[Day]:
    by_day: dict[date, dict[Post, list[Duty]]] = defaultdict(lambda: defaultdict(list))
    for duty in duties:
        begins = duty.starts_at.astimezone(site().settings.site_zone).date()
        by_day[max(begins, monday)][duty.post].append(duty)
    week = [monday + timedelta(days=number) for number in range(7)]
    return [Day(day, by_day[day]) for day in week]


def _monday() -> date:
    """Of the week that the address names, or of this one."""
    try:
        day = date.fromisoformat(request.args.get("week", ""))
    except ValueError:
        day = clock.today(site().settings.site_zone)
    return day - timedelta(days=day.weekday())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), site().settings.site_zone)
