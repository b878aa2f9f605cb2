"""What was promised on visits (C1.4.5)."""

from typing import Any

from services.visits import queries
from services.visits.queries import Promised
from services.visits.schemas import PromiseFilterSchema, PromiseSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads

promises = ApiBlueprint("promises", __name__, url_prefix="/api/v1/promises", description="Promises made on visits")


@promises.get("")
@reads("visits.read")
@promises.arguments(page_args(PromiseFilterSchema), location="query")
@promises.response(200, page_schema(PromiseSchema))
def listed(args: dict[str, Any]) -> Page[Promised]:
    """By their day; without a state those that are open."""
    return queries.promises(db(), **args)
