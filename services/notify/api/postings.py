"""Paper at its places: the register, what is to be posted, and the proof that it was (A1.2)."""

from typing import Any
from uuid import UUID

from services.notify import handlers, queries
from services.notify.models import Posting, PostingPlace
from services.notify.schemas import (
    AddPlaceSchema,
    NothingSchema,
    PostedSchema,
    PostingFilterSchema,
    PostingPlaceSchema,
    PostingSchema,
    RemovedSchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

postings = ApiBlueprint("postings", __name__, url_prefix="/api/v1", description="Postings on paper")


@postings.get("/posting-places")
@reads("postings.record")
@postings.response(200, page_schema(PostingPlaceSchema))
def list_places() -> Page[PostingPlace]:
    """The boards and lobbies in use, all of them on one page."""
    return Page(queries.posting_places(db()), None)


@postings.post("/posting-places")
@writes("postings.plan")
@postings.arguments(AddPlaceSchema)
@postings.response(201, PostingPlaceSchema)
def add_place(facts: dict[str, Any]) -> PostingPlace:
    """Registers a board or a lobby."""
    return handlers.add_place(db(), **facts)


@postings.post("/posting-places/<uuid:place_id>/close")
@writes("postings.plan")
@postings.arguments(NothingSchema, required=False)
@postings.response(200, PostingPlaceSchema)
def close_place(_nothing: dict[str, Any], place_id: UUID) -> PostingPlace:
    """Gives a place up."""
    return handlers.close_place(db(), place_id=place_id)


@postings.get("/postings")
@reads("postings.record")
@postings.arguments(page_args(PostingFilterSchema), location="query")
@postings.response(200, page_schema(PostingSchema))
def list_postings(args: dict[str, Any]) -> Page[Posting]:
    """What hangs where, hung, or is to hang; newest first."""
    return queries.postings(db(), **args)


@postings.post("/postings/<uuid:posting_id>/posted")
@writes("postings.record")
@postings.arguments(PostedSchema, location="form")
@postings.response(200, PostingSchema)
def record_posted(facts: dict[str, Any], posting_id: UUID) -> Posting:
    """It hangs, as the ``photo`` proves."""
    photo = facts["photo"].read()
    return handlers.record_posted(db(), posting_id=posting_id, photo=photo, posted_at=facts["posted_at"])


@postings.post("/postings/<uuid:posting_id>/removed")
@writes("postings.record")
@postings.arguments(RemovedSchema, location="form")
@postings.response(200, PostingSchema)
def record_removed(facts: dict[str, Any], posting_id: UUID) -> Posting:
    """It hangs no longer."""
    photo = facts["photo"].read() if facts["photo"] else None
    return handlers.record_removed(db(), posting_id=posting_id, photo=photo, removed_at=facts["removed_at"])
