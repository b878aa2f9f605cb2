"""The working calendar of an estate: hours, days off and make-up days."""

from typing import Any
from uuid import UUID

from services.ticketing import handlers, queries
from services.ticketing.models import CalendarDay, Estate
from services.ticketing.queries import CalendarYear
from services.ticketing.schemas import (
    CalendarFilterSchema,
    CalendarSchema,
    ChangedDaySchema,
    DecideDaySchema,
    WorkingHoursSchema,
)
from shared import clock
from shared.web import ApiBlueprint, db, language_of_reader, reads, site, writes

calendar = ApiBlueprint(
    "calendar", __name__, url_prefix="/api/v1/estates/<uuid:estate_id>/calendar", description="Working calendars"
)


@calendar.get("")
@reads("tickets.read")
@calendar.arguments(CalendarFilterSchema, location="query")
@calendar.response(200, CalendarSchema)
def get_calendar(args: dict[str, Any], estate_id: UUID) -> CalendarYear:
    """A year of the estate's working calendar."""
    year = args["year"] or clock.today(site().settings.site_zone).year
    return queries.calendar_year(db(), estate_id, year, language_of_reader())


@calendar.put("/hours")
@writes("calendar.edit")
@calendar.arguments(WorkingHoursSchema)
@calendar.response(200, WorkingHoursSchema)
def set_working_hours(facts: dict[str, Any], estate_id: UUID) -> Estate:
    """Sets the working hours. Clocks that run keep the time at which they are due."""
    return handlers.set_working_hours(db(), estate_id=estate_id, **facts)


@calendar.post("/days")
@writes("calendar.edit")
@calendar.arguments(DecideDaySchema)
@calendar.response(200, ChangedDaySchema)
def set_calendar_day(facts: dict[str, Any], estate_id: UUID) -> CalendarDay:
    """Says whether the estate works on a day, whatever the notice says."""
    return handlers.set_calendar_day(db(), estate_id=estate_id, **facts)
