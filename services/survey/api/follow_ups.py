"""Answers about which something is done."""

from typing import Any
from uuid import UUID

from services.survey import handlers, queries
from services.survey.models import FollowUp
from services.survey.schemas import FollowUpSchema
from shared.fields import NothingSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

follow_ups = ApiBlueprint(
    "follow_ups", __name__, url_prefix="/api/v1/campaigns/<uuid:campaign_id>", description="Answers that act"
)


@follow_ups.get("/follow-ups")
@reads("surveys.read")
@follow_ups.arguments(page_args(), location="query")
@follow_ups.response(200, page_schema(FollowUpSchema))
def list_follow_ups(args: dict[str, Any], campaign_id: UUID) -> Page[FollowUp]:
    """Answers that were passed on to the front desk, the newest first, with what became of them."""
    return queries.follow_ups(db(), campaign_id, **args)


@follow_ups.post("/sheets/<uuid:sheet_id>/follow-up")
@writes("surveys.run")
@follow_ups.arguments(NothingSchema, required=False)
@follow_ups.response(201, FollowUpSchema)
def follow_up(_nothing: dict[str, Any], campaign_id: UUID, sheet_id: UUID) -> FollowUp:
    """Passes an answer on; of an anonymous one only its words."""
    queries.campaign(db(), campaign_id)
    return handlers.follow_up(db(), sheet_id=sheet_id)
