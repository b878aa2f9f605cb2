"""The survey service's JSON API."""

from typing import Any

from services.survey import queries
from services.survey.schemas import CoverageSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads

api = ApiBlueprint("survey", __name__, url_prefix="/api/v1")


@api.get("/coverage")
@reads("surveys.read")
@api.arguments(page_args(), location="query")
@api.response(200, page_schema(CoverageSchema))
def coverage(args: dict[str, Any]) -> Page[queries.Coverage]:
    """Whom a questionnaire could reach, one row for each estate that the caller sees."""
    return queries.coverage(db(), **args)
