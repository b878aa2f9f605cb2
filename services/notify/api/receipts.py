"""What a gateway tells of a message after it has taken it."""

from typing import Any
from uuid import UUID

from services.notify import handlers, queries
from services.notify.models import Delivery
from services.notify.schemas import DeliverySchema, ReceiptSchema
from shared.web import ApiBlueprint, db, writes

receipts = ApiBlueprint("receipts", __name__, url_prefix="/api/v1", description="Receipts of gateways")


@receipts.post("/deliveries/<uuid:delivery_id>/receipt")
@writes("messages.receive")
@receipts.arguments(ReceiptSchema)
@receipts.response(200, DeliverySchema)
def receipt(facts: dict[str, Any], delivery_id: UUID) -> Delivery:
    """It has arrived, or came back: then it goes on over the household's next channel."""
    handlers.record_receipt(db(), delivery_id=delivery_id, **facts)
    return queries.delivery(db(), delivery_id)
