"""Whom a questionnaire could reach."""

from typing import Any

from services.survey import queries
from services.survey.schemas import CoverageSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads

coverage = ApiBlueprint(
    "coverage", __name__, url_prefix="/api/v1/coverage", description="Whom a questionnaire could reach"
)


@coverage.get("")
@reads("surveys.read")
@coverage.arguments(page_args(), location="query")
@coverage.response(200, page_schema(CoverageSchema))
def list_coverage(args: dict[str, Any]) -> Page[queries.Coverage]:
    """Whom a questionnaire could reach, one row for each estate that the caller sees."""
    return queries.coverage(db(), **args)
