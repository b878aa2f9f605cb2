"""Erasing the people of a household; their tickets stay."""

from typing import Any
from uuid import UUID

from services.ticketing import handlers, queries
from services.ticketing.handlers import WRONG_PASSWORD
from services.ticketing.schemas import EraseSchema, ErasureSchema
from shared.errors import Invalid
from shared.web import ApiBlueprint, db, refused, writes

erasures = ApiBlueprint("erasures", __name__, url_prefix="/api/v1/customers", description="Households")


@erasures.post("/<uuid:customer_id>/erase")
@writes("people.erase", keeps_answer=False)
@erasures.arguments(EraseSchema)
@erasures.response(200, ErasureSchema)
def erase_customer(facts: dict[str, Any], customer_id: UUID) -> Any:
    """Erases, for good, who the people of a household were; it has moved out and all its requests are closed."""
    queries.customer(db(), customer_id)
    if not handlers.confirm_password(db(), password=facts.pop("password")):
        return refused(Invalid({"password": [WRONG_PASSWORD]}))
    return handlers.erase_customer(db(), customer_id=customer_id, **facts)
