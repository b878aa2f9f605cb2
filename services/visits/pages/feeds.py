"""Visits in the calendar of a phone: a secret address for the own visits, and one for each estate."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, flash, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from icalendar import Calendar, Event

from services.visits import handlers, queries
from services.visits.handlers.slot_links import feed_link, feed_of
from services.visits.models import LASTS, Visit
from services.visits.models.choices import VISIT_KIND_NAMES
from services.visits.schemas import FeedSchema
from shared.errors import NotFound
from shared.web import PUBLIC, blank, db, reads, see_other, site, submitted, writes

feeds = Blueprint("feeds", __name__)
ASKED_AGAIN_AFTER = timedelta(hours=1)


@feeds.get("/calendars")
@reads("visits.read")
def overview() -> str:
    found = [(estate, feed_link(db(), feed.id) if feed else None) for estate, feed in queries.feeds(db())]
    return render_template("feeds.html", found=found)


@feeds.post("/calendars")
@writes("visits.read")
def open_feed() -> Any:
    """A new address; the one before works no more."""
    form = submitted(FeedSchema())
    handlers.open_feed(db(), **(form.facts if form.valid else blank().facts))
    flash(_("The calendar has a new address."), "success")
    return see_other(url_for(".overview"))


@feeds.post("/calendars/close")
@writes("visits.read")
def close_feed() -> Any:
    form = submitted(FeedSchema())
    handlers.close_feed(db(), **(form.facts if form.valid else blank().facts))
    flash(_("The address works no more."), "success")
    return see_other(url_for(".overview"))


@feeds.get("/calendar/<token>.ics")
@reads(PUBLIC, limit="60 per minute")
def calendar(token: str) -> Any:
    """ICalendar (RFC 5545), in the site's zone; it names places, no people."""
    feed_id = feed_of(db(), token)
    if feed_id is None:
        raise NotFound
    with force_locale("zh"):
        drawn = _drawn(queries.feed_visits(db(), feed_id))
    return Response(drawn, mimetype="text/calendar", headers={"Cache-Control": "private, no-store"})


def _drawn(visits: Sequence[tuple[Visit, str]]) -> bytes:
    calendar, name = Calendar(), _("Visits")
    calendar.add("prodid", "-//Linli//visits//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(site().settings.site_zone))
    calendar.add("refresh-interval", ASKED_AGAIN_AFTER, parameters={"value": "DURATION"})
    for visit, officer in visits:
        calendar.add_component(_event(visit, officer))
    calendar.add_missing_timezones()
    drawn: bytes = calendar.to_ical()
    return drawn


def _event(visit: Visit, officer: str) -> Event:
    zone = site().settings.site_zone
    starts_at = visit.starts_at.astimezone(zone) if visit.starts_at else None
    event = Event()
    event.add("uid", f"{visit.id}@linli")
    event.add("sequence", visit.version)
    event.add("dtstamp", visit.starts_at)
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + LASTS if starts_at else None)
    event.add("summary", f"{visit.unit_path} · {_(VISIT_KIND_NAMES[visit.kind])}")
    event.add("description", officer)
    event.add("location", visit.unit_path)
    event.add("url", f"{site().settings.public_url}/visits/visit/{visit.id}")
    event.add("status", "TENTATIVE" if visit.state.value == "planned" else "CONFIRMED")
    return event
