"""What comes in and how promises are kept, in numbers; ``/tickets`` with the same filters lists what each counts."""

from typing import Any

from services.ticketing import queries
from services.ticketing.models import Span
from services.ticketing.queries import CLOCKS, Figures
from services.ticketing.schemas import FiguresFilterSchema, FiguresSchema
from shared import clock
from shared.web import ApiBlueprint, db, reads, site

figures = ApiBlueprint("figures", __name__, url_prefix="/api/v1/figures", description="Figures of the requests")
VALUES = ("building", "category", "kind", "tier", "channel")


@figures.get("")
@reads("figures.read")
@figures.arguments(FiguresFilterSchema, location="query")
@figures.response(200, FiguresSchema)
def get_figures(args: dict[str, Any]) -> dict[str, Any]:
    """Of the tickets that were filed on some days, at most a year, in one estate or in all that the caller sees."""
    chosen = [queries.estate(db(), args["estate_id"])] if args["estate_id"] else queries.estates(db())
    span = Span.chosen(args["since"], args["until"], clock.today(site().settings.site_zone))
    return _told(queries.figures(db(), span, chosen))


def _told(found: Figures) -> dict[str, Any]:
    return {
        "since": found.span.since,
        "until": found.span.until,
        "received": found.received,
        "before": found.before,
        "still_open": found.still_open,
        "by_day": [{"day": day, "tickets": found.by_day[day]} for day in found.span],
        "by_hour": [
            {"weekday": weekday, "hour": hour, "tickets": found.at(weekday, hour)}
            for weekday in range(7)
            for hour in range(24)
        ],
        "by_estate": _values([(str(key), count) for key, count in found.by_estate.most_common()]),
        **{
            f"by_{name}": [{"value": key or None, "tickets": count} for key, count in found.of(name)] for name in VALUES
        },
        "promises": [{"clock": kind, **found.outcomes(kind)} for kind in CLOCKS],
        "ages": [{"age": age, "tickets": count} for age, count in found.ages.items()],
        "repeated": found.repeated,
    }


def _values(counted: list[tuple[str, int]]) -> list[dict[str, Any]]:
    return [{"value": value or None, "tickets": count} for value, count in counted]
