"""The table of service-time commitments (C2.5, C2.6)."""

from typing import Any
from uuid import UUID

from services.ticketing import handlers, queries
from services.ticketing.models import Commitment
from services.ticketing.schemas import (
    AddCommitmentSchema,
    CommitmentSchema,
    NothingSchema,
    ReplaceCommitmentSchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_schema, reads, writes

commitments = ApiBlueprint("commitments", __name__, url_prefix="/api/v1", description="Service-time commitments")


@commitments.get("/commitments")
@reads("tickets.read")
@commitments.response(200, page_schema(CommitmentSchema))
def list_commitments() -> Page[Commitment]:
    """The commitments in force with their escalation steps, all of them on one page."""
    return Page(queries.commitments(db()), None)


@commitments.post("/commitments")
@writes("commitments.edit")
@commitments.arguments(AddCommitmentSchema)
@commitments.response(201, CommitmentSchema)
def add_commitment(facts: dict[str, Any]) -> Commitment:
    """Promises a time that was not promised before."""
    return handlers.add_commitment(db(), **facts)


@commitments.post("/commitments/<uuid:commitment_id>/replace")
@writes("commitments.edit")
@commitments.arguments(ReplaceCommitmentSchema)
@commitments.response(201, CommitmentSchema)
def replace_commitment(facts: dict[str, Any], commitment_id: UUID) -> Commitment:
    """Promises something else for the same requests: answers with the new row. Clocks that run keep the old one."""
    return handlers.replace_commitment(db(), commitment_id=commitment_id, **facts)


@commitments.post("/commitments/<uuid:commitment_id>/withdraw")
@writes("commitments.edit")
@commitments.arguments(NothingSchema, required=False)
@commitments.response(200, CommitmentSchema)
def withdraw_commitment(_nothing: dict[str, Any], commitment_id: UUID) -> Commitment:
    """Promises this no longer; clocks that run keep it."""
    return handlers.withdraw_commitment(db(), commitment_id=commitment_id)
