"""What paid services brought in and what they cost (C2.2)."""

from typing import Any

from services.ticketing import queries
from services.ticketing.queries import Margin, Month
from services.ticketing.schemas import MarginFilterSchema, MarginSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_schema, reads

margins = ApiBlueprint("margins_api", __name__, url_prefix="/api/v1/margins", description="Margins of paid services")


@margins.get("")
@reads("margins.read")
@margins.arguments(MarginFilterSchema, location="query")
@margins.response(200, page_schema(MarginSchema))
def list_margins(args: dict[str, Any]) -> Page[Margin]:
    """The items charged in the month to which ``month``, a day, belongs; all of them on one page."""
    estate = queries.estate(db(), args["estate_id"])
    return Page(queries.margin_report(db(), estate.id, Month(args["month"].replace(day=1))).items, None)
