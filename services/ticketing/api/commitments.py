"""The table of service-time commitments (C2.5, C2.6)."""

from services.ticketing import queries
from services.ticketing.models import Commitment
from services.ticketing.schemas import CommitmentSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_schema, reads

commitments = ApiBlueprint("commitments", __name__, url_prefix="/api/v1", description="Service-time commitments")


@commitments.get("/commitments")
@reads("tickets.read")
@commitments.response(200, page_schema(CommitmentSchema))
def list_commitments() -> Page[Commitment]:
    """The commitments in force with their escalation steps, all of them on one page."""
    return Page(queries.commitments(db()), None)
