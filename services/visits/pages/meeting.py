"""One meeting: its agenda, who came, the needs it heard, what it decided, its minutes on screen and paper (B5)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext as _

from services.visits import handlers, queries
from services.visits.queries import Gathering
from services.visits.schemas import (
    AgendaSchema,
    DiscussNeedsSchema,
    FileMinutesSchema,
    FinishActionSchema,
    HoldMeetingFormSchema,
    MoveMeetingFormSchema,
    ReasonSchema,
    SetActionSchema,
)
from shared import clock
from shared.web import Form, blank, db, reads, see_other, site, submitted, writes
from shared.web.access import actor

meeting_page = Blueprint("meeting_page", __name__, url_prefix="/meetings")


@meeting_page.get("/<uuid:meeting_id>")
@reads("visits.read")
def overview(meeting_id: UUID) -> Any:
    return _page(meeting_id, blank())


@meeting_page.get("/<uuid:meeting_id>/minutes")
@reads("visits.read")
def on_paper(meeting_id: UUID) -> Any:
    """《会议记录》 on paper."""
    return render_template("meeting_minutes.html", found=queries.gathering(db(), meeting_id), today=_today())


@meeting_page.post("/<uuid:meeting_id>/agenda")
@writes("meetings.run")
def write_agenda(meeting_id: UUID) -> Any:
    form = submitted(AgendaSchema())
    return _done(
        form, lambda: handlers.write_agenda(db(), meeting_id=meeting_id, **form.facts), meeting_id, _("Saved.")
    )


@meeting_page.post("/<uuid:meeting_id>/open")
@writes("meetings.run")
def begin(meeting_id: UUID) -> Any:
    said = _("The meeting has begun. Its minutes are due within 3 days.")
    return _done(blank(), lambda: handlers.open_meeting(db(), meeting_id=meeting_id), meeting_id, said)


@meeting_page.post("/<uuid:meeting_id>/hold")
@writes("meetings.run")
def hold(meeting_id: UUID) -> Any:
    form = submitted(HoldMeetingFormSchema())
    said = _("Recorded. Now write down what was decided, and file the minutes.")
    return _done(form, lambda: handlers.hold_meeting(db(), meeting_id=meeting_id, **form.facts), meeting_id, said)


@meeting_page.post("/<uuid:meeting_id>/move")
@writes("meetings.run")
def move(meeting_id: UUID) -> Any:
    form = submitted(MoveMeetingFormSchema())
    return _done(
        form, lambda: handlers.move_meeting(db(), meeting_id=meeting_id, **form.facts), meeting_id, _("Moved.")
    )


@meeting_page.post("/<uuid:meeting_id>/cancel")
@writes("meetings.run")
def cancel(meeting_id: UUID) -> Any:
    form = submitted(ReasonSchema())
    act = lambda: handlers.cancel_meeting(db(), meeting_id=meeting_id, **form.facts)  # noqa: E731 - one call
    return _done(form, act, meeting_id, _("Cancelled."))


@meeting_page.post("/<uuid:meeting_id>/needs/<uuid:digest_id>")
@writes("meetings.run")
def discuss(meeting_id: UUID, digest_id: UUID) -> Any:
    form = submitted(DiscussNeedsSchema())
    facts = {"meeting_id": meeting_id, "digest_id": digest_id, **form.facts}
    return _done(form, lambda: handlers.discuss_needs(db(), **facts), meeting_id, _("Recorded."))


@meeting_page.post("/<uuid:meeting_id>/actions")
@writes("meetings.run")
def set_action(meeting_id: UUID) -> Any:
    form = submitted(SetActionSchema())
    said = _("Written down. Whoever is to do it is told.")
    return _done(form, lambda: handlers.set_action(db(), meeting_id=meeting_id, **form.facts), meeting_id, said)


@meeting_page.post("/<uuid:meeting_id>/minutes")
@writes("meetings.run")
def file_minutes(meeting_id: UUID) -> Any:
    form = submitted(FileMinutesSchema())
    act = lambda: handlers.file_minutes(db(), meeting_id=meeting_id, **form.facts)  # noqa: E731 - one call
    return _done(form, act, meeting_id, _("The minutes are filed."))


@meeting_page.post("/<uuid:meeting_id>/actions/<uuid:action_id>/finish")
@writes("visits.read")
def finish(meeting_id: UUID, action_id: UUID) -> Any:
    """Its owner says so, or who runs the meetings."""
    form = submitted(FinishActionSchema())
    act = lambda: handlers.finish_action(db(), action_id=action_id, **form.facts)  # noqa: E731 - one call
    return _done(form, act, meeting_id, _("Done."))


@meeting_page.post("/<uuid:meeting_id>/actions/<uuid:action_id>/drop")
@writes("meetings.run")
def drop(meeting_id: UUID, action_id: UUID) -> Any:
    form = submitted(ReasonSchema())
    act = lambda: handlers.drop_action(db(), action_id=action_id, **form.facts)  # noqa: E731 - one call
    return _done(form, act, meeting_id, _("Dropped."))


def _page(meeting_id: UUID, form: Form) -> str:
    found = queries.gathering(db(), meeting_id)
    return render_template(
        "meeting.html",
        found=found,
        form=form if form.errors else blank(_known(found)),
        people=queries.staff_of(db(), found.meeting.estate_id),
        me=actor().id,
        today=_today(),
    )


def _known(found: Gathering) -> dict[str, Any]:
    """What the forms begin with."""
    meeting = found.meeting
    begins, held = _on_wall(meeting.starts_at), _on_wall(min(meeting.starts_at, clock.now()))
    planned = {"held_at": held, "starts_at": begins, "place": meeting.place, "agenda": meeting.agenda}
    return {**planned, "minutes": meeting.minutes}


def _on_wall(moment: datetime) -> str:
    return moment.astimezone(site().settings.site_zone).strftime("%Y-%m-%dT%H:%M")


def _today() -> Any:
    return clock.today(site().settings.site_zone)


def _done(form: Form, act: Callable[[], Any], meeting_id: UUID, said: str) -> Any:
    """Back to the meeting with a word on what was done, or with what stands in the way."""
    if not form.errors and form.attempt(act) is not None:
        flash(said, "success")
        return see_other(url_for(".overview", meeting_id=meeting_id))
    return _page(meeting_id, form), 422
