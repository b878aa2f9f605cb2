"""重大问题: what the project lead must see in person (A2.10)."""

from typing import Any
from uuid import UUID

from services.visits import handlers, queries
from services.visits.models import MajorVisit
from services.visits.schemas import (
    MajorProblemFilterSchema,
    MajorProblemSchema,
    MajorVisitSchema,
    RecordMajorVisitSchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

major = ApiBlueprint(
    "major", __name__, url_prefix="/api/v1/major-problems", description="What the project lead must see"
)


@major.get("")
@reads("visits.read")
@major.arguments(page_args(MajorProblemFilterSchema), location="query")
@major.response(200, page_schema(MajorProblemSchema))
def major_problems(args: dict[str, Any]) -> Page[queries.Problem]:
    """Tickets that the project lead must see in person, the newest first (A2.10)."""
    return queries.major_problems(db(), **args)


@major.get("/<uuid:ticket_id>")
@reads("visits.read")
@major.response(200, MajorProblemSchema)
def major_problem(ticket_id: UUID) -> queries.Problem:
    """One of them."""
    return queries.major_problem(db(), ticket_id)


@major.post("/<uuid:ticket_id>/visit")
@writes("visits.record_major")
@major.arguments(RecordMajorVisitSchema)
@major.response(201, MajorVisitSchema)
def record_major_visit(facts: dict[str, Any], ticket_id: UUID) -> MajorVisit:
    """Records the project lead's own visit, which lets the ticket be closed."""
    return handlers.record_major_visit(db(), ticket_id=ticket_id, **facts)
