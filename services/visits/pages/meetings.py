"""会议: what is ahead and what was held, when meetings return, and what they decided (A2.3, B4.2, B5)."""

from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.visits import handlers, queries
from services.visits.models import WEEKDAYS, ActionState, MeetingKind, MeetingState
from services.visits.queries import Decided, Held
from services.visits.schemas import ActionFilterSchema, MeetingFilterSchema, PlanMeetingFormSchema, SetSeriesSchema
from shared.errors import N_
from shared.web import Form, blank, db, reads, see_other, submitted, writes
from shared.web.access import actor
from shared.web.display import label
from shared.web.exports import AT_ONCE, Column, List, exported, filters_of

meetings = Blueprint("meeting_pages", __name__, url_prefix="/meetings")
PAGE = 50


@meetings.get("")
@reads("visits.read")
def overview() -> Any:
    """Those of today and ahead, or those before."""
    chosen = submitted(MeetingFilterSchema(), request.args).facts
    return render_template(
        "meetings.html",
        page=queries.meetings(db(), **chosen, after=request.args.get("after"), limit=PAGE),
        chosen=chosen,
        estates=queries.estates(db()),
        kinds=MeetingKind,
        states=MeetingState,
    )


@meetings.post("/export")
@writes("visits.read")
def export() -> Any:
    chosen = filters_of(MeetingFilterSchema())
    read = lambda session, after: queries.meetings(session, **chosen, after=after, limit=AT_ONCE)  # noqa: E731 - one call
    return exported(List(N_("Meetings"), MEETINGS, read))


@meetings.get("/new")
@reads("meetings.run")
def new() -> Any:
    return _new(blank({"kind": MeetingKind.COMMITTEE.value}))


@meetings.post("/new")
@writes("meetings.run")
def plan() -> Any:
    form = submitted(PlanMeetingFormSchema())
    meeting = form.attempt(lambda: handlers.plan_meeting(db(), **form.facts)) if form.valid else None
    if meeting is None:
        return _new(form), 422
    flash(_("Planned."), "success")
    return see_other(url_for("meeting_page.overview", meeting_id=meeting.id))


@meetings.get("/times")
@reads("visits.read")
def times() -> Any:
    return _times(blank())


@meetings.post("/times")
@writes("meetings.run")
def set_times() -> Any:
    form = submitted(SetSeriesSchema())
    if not form.valid or form.attempt(lambda: handlers.set_series(db(), **form.facts)) is None:
        return _times(form), 422
    flash(_("Set. The meetings ahead follow."), "success")
    return see_other(url_for(".times", estate_id=form.facts["estate_id"]))


@meetings.get("/actions")
@reads("visits.read")
def actions() -> Any:
    """What is to be done first comes first; without a choice the reader's own."""
    chosen = submitted(ActionFilterSchema(), request.args).facts
    if not request.args:
        chosen |= {"owner_id": actor().id, "state": ActionState.OPEN}
    return render_template(
        "meeting_actions.html",
        page=queries.actions(db(), **chosen, after=request.args.get("after"), limit=PAGE),
        chosen=chosen,
        people=queries.staff(db()),
        states=ActionState,
    )


@meetings.post("/actions/export")
@writes("visits.read")
def export_actions() -> Any:
    chosen = filters_of(ActionFilterSchema())
    read = lambda session, after: queries.actions(session, **chosen, after=after, limit=AT_ONCE)  # noqa: E731 - one call
    return exported(List(N_("Actions of meetings"), ACTIONS, read))


MEETINGS: list[Column[Held]] = [
    Column(N_("Time"), lambda row: row.meeting.starts_at),
    Column(N_("Kind"), lambda row: label(row.meeting.kind)),
    Column(N_("Estate"), lambda row: row.estate),
    Column(N_("Place"), lambda row: row.meeting.place),
    Column(N_("State"), lambda row: label(row.meeting.state)),
    Column(N_("When was it held?"), lambda row: row.meeting.held_at),
    Column(N_("People present"), lambda row: row.meeting.attended),
    Column(N_("Minutes filed at"), lambda row: row.meeting.filed_at),
    Column(N_("Open actions"), lambda row: row.open_actions),
]
ACTIONS: list[Column[Decided]] = [
    Column(N_("What is to be done?"), lambda row: row.action.what),
    Column(N_("Person"), lambda row: row.action.owner),
    Column(N_("Due by"), lambda row: row.action.due_on),
    Column(N_("State"), lambda row: label(row.action.state)),
    Column(N_("Kind"), lambda row: label(row.action.kind)),
    Column(N_("Meeting"), lambda row: row.meeting_at),
    Column(N_("Estate"), lambda row: row.estate),
    Column(N_("Ended at"), lambda row: row.action.ended_at),
    Column(N_("Result"), lambda row: row.action.result),
]


def _new(form: Form) -> str:
    return render_template("meeting_new.html", form=form, estates=queries.estates(db()), kinds=MeetingKind)


def _times(form: Form) -> str:
    """``estate_id`` chooses; without it the first estate."""
    estates, asked = queries.estates(db()), request.values.get("estate_id")
    estate = next((row for row in estates if str(row.id) == asked), next(iter(estates), None))
    series = handlers.series_of(db(), estate_id=estate.id) if estate else []
    weekdays = [(number, _(name)) for number, name in enumerate(WEEKDAYS)]
    return render_template(
        "meeting_times.html", estates=estates, estate=estate, series=series, form=form, weekdays=weekdays
    )
