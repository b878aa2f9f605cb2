"""A member of staff sends once more what failed or was held back, after the cause has been mended."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notify.handlers.deliveries import with_message
from services.notify.handlers.estate_channels import ways_of
from services.notify.handlers.routes import route, topic_of
from services.notify.models import Customer, Delivery, DeliveryState, Reason, reached
from shared import audit, clock
from shared.errors import N_, DomainError, existing


class RetryRefused(DomainError):
    """There is nothing to retry, or (``reason``) what held the message back still stands."""

    message = N_("Only a delivery that failed or was not sent can be tried again.")

    def __init__(self, reason: Reason | None = None) -> None:
        if reason is not None:
            self.message = OBSTACLES[reason]
        super().__init__()


OBSTACLES = {
    Reason.NO_ADDRESS: N_("The household has no address for this channel. Enter it first, then try again."),
    Reason.MOVED_OUT: N_("The household has moved out and is sent nothing more."),
    Reason.UNWANTED: N_("The household wants no such messages. It can be asked, and its choice changed."),
    Reason.NOT_CONFIGURED: N_("This channel is not set up. Ask whoever runs the system."),
}


def retry(session: Session, *, delivery_id: UUID) -> Delivery:
    """Queues the delivery anew, to the address that the household has now.

    Raises ``NotFound``, ``RetryRefused``.
    """
    found = with_message().where(Delivery.id == delivery_id)
    delivery = existing(session.scalars(found.with_for_update()).first())
    customer = session.get(Customer, delivery.message.recipient_id)
    if not delivery.may_be_retried or customer is None:
        raise RetryRefused
    message = delivery.message
    topic = topic_of(message.event, for_everybody=message.for_everybody)
    open_route = route(ways_of(session, message.estate_id, topic), customer, delivery.channel)
    if open_route.obstacle is not None:
        raise RetryRefused(open_route.obstacle)
    delivery.address, delivery.reason, delivery.failures = open_route.address, None, 0
    delivery.state, delivery.settled_at, delivery.next_attempt_at = DeliveryState.QUEUED, None, clock.now()
    message.state = reached(other.state for other in message.deliveries)
    audit.record(session, "delivery.retry", delivery)
    return delivery
