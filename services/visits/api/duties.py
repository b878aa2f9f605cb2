"""履职台账: the compliance calendar."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.visits import handlers, queries
from services.visits.clauses import CLAUSES, Clause
from services.visits.schemas import (
    ClauseSchema,
    DutyFilterSchema,
    DutySchema,
    ProvenDutySchema,
    WaiveDutySchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

duties = ApiBlueprint("duties", __name__, url_prefix="/api/v1", description="Duties of the procedures")


@duties.get("/clauses")
@reads("visits.read")
@duties.response(200, ClauseSchema(many=True))
def clauses() -> Sequence[Clause]:
    """Every clause that has a cadence, a deadline or a trigger."""
    return list(CLAUSES)


@duties.get("/duties")
@reads("visits.read")
@duties.arguments(page_args(DutyFilterSchema), location="query")
@duties.response(200, page_schema(DutySchema))
def listed(args: dict[str, Any]) -> Page[queries.Owed]:
    """Duties that fall due in a time, the latest first."""
    after, limit = args.pop("after"), args.pop("limit")
    return queries.duties(db(), queries.DutyFilter(**args), after=after, limit=limit)


@duties.get("/duties/<uuid:duty_id>")
@reads("visits.read")
@duties.response(200, ProvenDutySchema)
def duty(duty_id: UUID) -> queries.Proven:
    """One of them, with its evidence."""
    return queries.duty(db(), duty_id)


@duties.post("/duties/<uuid:duty_id>/waive")
@writes("duties.waive")
@duties.arguments(WaiveDutySchema)
@duties.response(200, ProvenDutySchema)
def waive(facts: dict[str, Any], duty_id: UUID) -> queries.Proven:
    """Says why it need not be done; the name of who says so stays with it."""
    handlers.waive_duty(db(), duty_id=duty_id, **facts)
    return queries.duty(db(), duty_id)
