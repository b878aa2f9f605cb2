"""What residents asked of each team in a week (A2.3)."""

from typing import Any
from uuid import UUID

from services.ticketing import handlers, queries
from services.ticketing.models import NeedsDigest
from services.ticketing.schemas import AdjustSchema, DigestFilterSchema, DigestSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_schema, reads, writes

needs = ApiBlueprint("needs", __name__, url_prefix="/api/v1/needs", description="Weekly needs")


@needs.get("")
@reads("tickets.read")
@needs.arguments(DigestFilterSchema, location="query")
@needs.response(200, page_schema(DigestSchema))
def list_digests(args: dict[str, Any]) -> Page[NeedsDigest]:
    """A week of the estate, one row for each team that was asked for something."""
    estate = queries.estate(db(), args["estate_id"])
    ends_at = args["ends_at"] or next(iter(queries.digest_weeks(db(), estate.id)), None)
    return Page(queries.digests(db(), estate.id, ends_at) if ends_at else [], None)


@needs.post("/<uuid:digest_id>/adjustment")
@writes("tickets.work")
@needs.arguments(AdjustSchema)
@needs.response(200, DigestSchema)
def record_adjustment(facts: dict[str, Any], digest_id: UUID) -> NeedsDigest:
    """Records what the team changes in its work because of the week."""
    return handlers.record_adjustment(db(), digest_id=digest_id, **facts)
