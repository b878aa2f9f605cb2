"""What the answers to a survey come to."""

from typing import Any
from uuid import UUID

from services.survey import handlers, queries
from services.survey.schemas import (
    CrossingFilterSchema,
    CrossingSchema,
    StatisticsSchema,
    TagsSchema,
    TextFilterSchema,
    TextSchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

statistics = ApiBlueprint(
    "statistics", __name__, url_prefix="/api/v1/campaigns/<uuid:campaign_id>", description="What answers come to"
)


@statistics.get("/statistics")
@reads("surveys.read")
@statistics.response(200, StatisticsSchema)
def one_statistics(campaign_id: UUID) -> queries.Statistics:
    """Counts of all answers, by building and by kind of household; counted at most a minute ago."""
    return queries.statistics(db(), campaign_id)


@statistics.get("/crossing")
@reads("surveys.read")
@statistics.arguments(CrossingFilterSchema, location="query")
@statistics.response(200, CrossingSchema)
def one_crossing(args: dict[str, Any], campaign_id: UUID) -> queries.Crossing:
    """One question against another."""
    return queries.crossing(db(), campaign_id, **args)


@statistics.get("/texts/<key>")
@reads("surveys.read")
@statistics.arguments(page_args(TextFilterSchema), location="query")
@statistics.response(200, page_schema(TextSchema))
def list_texts(args: dict[str, Any], campaign_id: UUID, key: str) -> Page[queries.Text]:
    """What was written in answer to one question, with its tags."""
    return queries.texts(db(), campaign_id, key, **args)


@statistics.post("/texts/<key>/<uuid:sheet_id>")
@writes("surveys.run")
@statistics.arguments(TagsSchema)
@statistics.response(200, TagsSchema)
def tag_text(facts: dict[str, Any], campaign_id: UUID, key: str, sheet_id: UUID) -> dict[str, list[str]]:
    """Puts these tags to a written answer instead of those it has."""
    queries.written_question(db(), campaign_id, key)
    return {"tags": handlers.tag_text(db(), sheet_id=sheet_id, key=key, **facts)}
