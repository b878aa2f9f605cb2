"""One symposium: its invitation and sign-in sheet, its record, what was said there (A2.2)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext as _

from services.visits import handlers, queries
from services.visits.models import OpinionKind
from services.visits.schemas import (
    MoveSymposiumFormSchema,
    ReasonSchema,
    RecordSymposiumFormSchema,
    TakeOpinionSchema,
)
from shared.web import Form, blank, db, reads, see_other, site, submitted, writes

symposium_page = Blueprint("symposium_page", __name__, url_prefix="/symposiums")
PAPERS = {
    "invitation": "symposium_invitation.html",
    "sign-in": "symposium_sign_in.html",
    "minutes": "symposium_minutes.html",
}


@symposium_page.get("/<uuid:symposium_id>")
@reads("visits.read")
def overview(symposium_id: UUID) -> Any:
    return _page(symposium_id, blank())


@symposium_page.get("/<uuid:symposium_id>/<any('invitation', 'sign-in', 'minutes'):paper>")
@reads("visits.read")
def on_paper(symposium_id: UUID, paper: str) -> Any:
    """The invitation, the sheet to sign in on, 《会议记录》."""
    found = queries.symposium(db(), symposium_id)
    return render_template(PAPERS[paper], found=found, estate=queries.estate_name(db(), found.estate_id))


@symposium_page.post("/<uuid:symposium_id>/record")
@writes("symposiums.plan")
def record(symposium_id: UUID) -> Any:
    form = submitted(RecordSymposiumFormSchema())
    act = lambda: handlers.record_symposium(db(), symposium_id=symposium_id, **form.facts)  # noqa: E731 - one call
    return _done(form, act, symposium_id, _("Recorded. Now take down what was said, one opinion after the other."))


@symposium_page.post("/<uuid:symposium_id>/move")
@writes("symposiums.plan")
def move(symposium_id: UUID) -> Any:
    form = submitted(MoveSymposiumFormSchema())
    act = lambda: handlers.move_symposium(db(), symposium_id=symposium_id, **form.facts)  # noqa: E731 - one call
    return _done(form, act, symposium_id, _("Moved."))


@symposium_page.post("/<uuid:symposium_id>/call-off")
@writes("symposiums.plan")
def call_off(symposium_id: UUID) -> Any:
    form = submitted(ReasonSchema())
    act = lambda: handlers.call_off_symposium(db(), symposium_id=symposium_id, **form.facts)  # noqa: E731 - one call
    return _done(form, act, symposium_id, _("Called off."))


@symposium_page.post("/<uuid:symposium_id>/opinions")
@writes("symposiums.plan")
def take_opinion(symposium_id: UUID) -> Any:
    form = submitted(TakeOpinionSchema())
    act = lambda: handlers.take_opinion(db(), symposium_id=symposium_id, **form.facts)  # noqa: E731 - one call
    return _done(form, act, symposium_id, _("Taken down. The front desk has a ticket of it."))


def _page(symposium_id: UUID, form: Form) -> str:
    found = queries.symposium(db(), symposium_id)
    begins = found.starts_at.astimezone(site().settings.site_zone).strftime("%Y-%m-%dT%H:%M")
    planned = {"held_at": begins, "starts_at": begins, "place": found.place, "present": found.people}
    shown = form if form.errors else blank(planned)
    estate = queries.estate_name(db(), found.estate_id)
    return render_template("symposium.html", found=found, form=shown, kinds=OpinionKind, estate=estate)


def _done(form: Form, act: Callable[[], Any], symposium_id: UUID, said: str) -> Any:
    if form.valid and form.attempt(act) is not None:
        flash(said, "success")
        return see_other(url_for(".overview", symposium_id=symposium_id))
    return _page(symposium_id, form), 422
