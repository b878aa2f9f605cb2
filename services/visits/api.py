"""The visits service's JSON API."""

from typing import Any
from uuid import UUID

from services.visits import handlers, queries
from services.visits.models import MajorVisit
from services.visits.schemas import (
    BuildingRoundSchema,
    MajorProblemFilterSchema,
    MajorProblemSchema,
    MajorVisitSchema,
    RecordMajorVisitSchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

api = ApiBlueprint("visits", __name__, url_prefix="/api/v1")


@api.get("/rounds")
@reads("visits.read")
@api.arguments(page_args(), location="query")
@api.response(200, page_schema(BuildingRoundSchema))
def rounds(args: dict[str, Any]) -> Page[queries.BuildingRound]:
    """What a quarterly round has to cover, one row for each building that the caller sees."""
    return queries.rounds(db(), **args)


@api.get("/major-problems")
@reads("visits.read")
@api.arguments(page_args(MajorProblemFilterSchema), location="query")
@api.response(200, page_schema(MajorProblemSchema))
def major_problems(args: dict[str, Any]) -> Page[queries.Problem]:
    """Tickets that the project lead must see in person, the newest first (A2.10)."""
    return queries.major_problems(db(), **args)


@api.get("/major-problems/<uuid:ticket_id>")
@reads("visits.read")
@api.response(200, MajorProblemSchema)
def major_problem(ticket_id: UUID) -> queries.Problem:
    """One of them."""
    return queries.major_problem(db(), ticket_id)


@api.post("/major-problems/<uuid:ticket_id>/visit")
@writes("visits.record_major")
@api.arguments(RecordMajorVisitSchema)
@api.response(201, MajorVisitSchema)
def record_major_visit(facts: dict[str, Any], ticket_id: UUID) -> MajorVisit:
    """Records the project lead's own visit, which lets the ticket be closed."""
    return handlers.record_major_visit(db(), ticket_id=ticket_id, **facts)
