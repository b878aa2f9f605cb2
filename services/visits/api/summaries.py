"""《周工作总结与计划表》 of each department (B4.2.2)."""

from typing import Any

from services.visits import handlers, queries
from services.visits.models import WeeklySummary
from services.visits.schemas import SaveSummarySchema, SummaryFilterSchema, SummarySchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

summaries = ApiBlueprint("summaries", __name__, url_prefix="/api/v1", description="Weekly summaries and plans")


@summaries.get("/weekly-summaries")
@reads("visits.read")
@summaries.arguments(page_args(SummaryFilterSchema), location="query")
@summaries.response(200, page_schema(SummarySchema))
def listed(args: dict[str, Any]) -> Page[WeeklySummary]:
    """Those that are written or submitted, the latest week first."""
    return queries.summaries(db(), **args)


@summaries.post("/weekly-summaries")
@writes("summaries.write")
@summaries.arguments(SaveSummarySchema)
@summaries.response(200, SummarySchema)
def save(facts: dict[str, Any]) -> WeeklySummary:
    """Keeps what is written so far."""
    return handlers.save_summary(db(), **facts)


@summaries.post("/weekly-summaries/submit")
@writes("summaries.write")
@summaries.arguments(SaveSummarySchema)
@summaries.response(200, SummarySchema)
def submit(facts: dict[str, Any]) -> WeeklySummary:
    """Reports it upward; submitted again, it is corrected."""
    return handlers.submit_summary(db(), **facts)
