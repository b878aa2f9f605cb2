"""Absences as they are listed: ended on another day, removed; by the person or a superior."""

from itertools import chain
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext as _

from services.ticketing import handlers
from services.ticketing.models import AbsenceReason
from services.ticketing.schemas import EndAbsenceSchema, EnterAbsenceSchema
from shared import clock
from shared.web import Form, blank, db, local_path, see_other, site, submitted, writes
from shared.web.access import EVERY_ROLE

absences = Blueprint("absence_pages", __name__, url_prefix="/absences/<uuid:absence_id>")


@absences.post("/end")
@writes(EVERY_ROLE)
def end(absence_id: UUID) -> Any:
    form = submitted(EndAbsenceSchema())
    if form.valid and form.attempt(lambda: handlers.end_absence(db(), absence_id=absence_id, **form.facts)) is not None:
        flash(_("Saved."), "success")
    return _back(form)


@absences.post("/remove")
@writes(EVERY_ROLE)
def remove(absence_id: UUID) -> Any:
    form = blank()
    if (removed := form.attempt(lambda: handlers.remove_absence(db(), absence_id=absence_id))) is not None:
        flash(_("%(name)s is here again.", name=removed.staff.name), "success")
    return _back(form)


def blank_absence() -> Form:
    """From today on, for who knows no better."""
    today = clock.today(site().settings.site_zone).isoformat()
    return blank({"first_day": today, "last_day": today, "reason": AbsenceReason.HOLIDAY})


def entered_absence(staff_id: UUID) -> Form:
    """The form as sent, and what came of it; it has errors when nothing did."""
    form = submitted(EnterAbsenceSchema())
    if form.valid and (entered := form.attempt(lambda: handlers.enter_absence(db(), staff_id=staff_id, **form.facts))):
        flash(_("%(name)s is given nothing new on these days.", name=entered.staff.name), "success")
    return form


def _back(form: Form) -> Any:
    if form.errors:
        flash(" ".join(chain(*form.errors.values())), "danger")
    return see_other(local_path(request.form.get("next"), url_for("staff_pages.overview")))
