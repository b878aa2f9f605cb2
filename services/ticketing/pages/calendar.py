"""工作日历: an estate's working hours, its days off and make-up days, and what it decides otherwise."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from marshmallow import Schema
from sqlalchemy.orm import Session

from services.ticketing import handlers, queries
from services.ticketing.models import Estate
from services.ticketing.pages.columns import SPECIAL_DAYS
from services.ticketing.queries import SpecialDay
from services.ticketing.schemas import CalendarPageSchema, DecideDaySchema, WorkingHoursSchema
from shared import clock
from shared.errors import N_
from shared.web import Form, blank, db, language_of_reader, reads, see_other, site, submitted, writes
from shared.web.exports import List, exported, filters_of, whole

calendar = Blueprint("calendar_pages", __name__, url_prefix="/calendar")


@calendar.get("")
@reads("tickets.read")
def overview() -> Any:
    """``estate_id`` and ``year`` choose; without them the first estate and the present year are shown."""
    chosen = submitted(CalendarPageSchema(), request.args).facts
    estates = queries.estates(db())
    if not estates:
        return render_template("calendar.html", estates=estates)
    return _page(chosen.get("estate_id") or estates[0].id, chosen.get("year"))


@calendar.post("/export/<uuid:estate_id>")
@writes("tickets.read")
def export(estate_id: UUID) -> Any:
    """``year`` in the address is the one that the page shows."""
    year = filters_of(CalendarPageSchema()).get("year") or clock.today(site().settings.site_zone).year
    language = language_of_reader()

    def read(session: Session) -> list[SpecialDay]:
        return queries.calendar_year(session, estate_id, year, language).days

    return exported(List(N_("Working calendar"), SPECIAL_DAYS, whole(read)))


@calendar.post("/<uuid:estate_id>/hours")
@writes("calendar.edit")
def set_hours(estate_id: UUID) -> Any:
    return _change(WorkingHoursSchema(), estate_id, handlers.set_working_hours, "hours")


@calendar.post("/<uuid:estate_id>/days")
@writes("calendar.edit")
def decide_day(estate_id: UUID) -> Any:
    return _change(DecideDaySchema(), estate_id, handlers.set_calendar_day, "day")


def _change(schema: Schema, estate_id: UUID, verb: Callable[..., Any], name: str) -> Any:
    """``year`` in the address is the one that the reader has before the eyes."""
    form, year = submitted(schema), request.args.get("year", type=int)
    if form.valid and form.attempt(lambda: verb(db(), estate_id=estate_id, **form.facts)) is not None:
        flash(_("Saved. It counts for requests from now on; clocks that run keep their time."), "success")
        shown = form.facts["day"].year if "day" in form.facts else year
        return see_other(url_for(".overview", estate_id=estate_id, year=shown))
    return _page(estate_id, year, **{name: form}), 422


def _page(estate_id: UUID, year: int | None, *, hours: Form | None = None, day: Form | None = None) -> str:
    today = clock.today(site().settings.site_zone)
    shown = queries.calendar_year(db(), estate_id, year or today.year, language_of_reader())
    return render_template(
        "calendar.html",
        estates=[(str(estate.id), estate.name) for estate in queries.estates(db())],
        shown=shown,
        hours=hours or blank(_times(shown.estate)),
        day=day or blank(),
    )


def _times(estate: Estate) -> dict[str, str]:
    return {"opens_at": estate.opens_at.isoformat("minutes"), "closes_at": estate.closes_at.isoformat("minutes")}
