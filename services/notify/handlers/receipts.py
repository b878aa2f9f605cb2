"""What comes back after a message has left: it was opened, it has arrived, or it could not be brought after all."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notify.handlers.deliveries import LONGEST_DETAIL, with_message
from services.notify.handlers.dispatch import send_onward, settle
from services.notify.handlers.outcome_events import report_failed
from services.notify.models import Customer, Delivery, DeliveryState, Message, Reason, RecipientKind
from shared import clock
from shared.errors import N_, DomainError, NotFound, existing


class NotUnderWay(DomainError):
    message = N_("Only what has been sent can arrive or come back.")


def note_opened(session: Session, *, message_id: UUID) -> Message:
    """The household followed the link of its message. Raises ``NotFound``."""
    message = existing(session.get(Message, message_id))
    if message.recipient_kind is not RecipientKind.CUSTOMER or not message.link:
        raise NotFound
    message.read_at = message.read_at or clock.now()
    return message


def record_receipt(session: Session, *, delivery_id: UUID, arrived: bool, detail: str = "") -> Delivery:
    """A gateway tells what became of a message that it had taken; what came back goes on over the next channel.

    Told twice, it changes nothing more. Raises ``NotFound``, ``NotUnderWay``.
    """
    found = with_message().where(Delivery.id == delivery_id)
    delivery = existing(session.scalars(found.with_for_update()).first())
    if delivery.state is DeliveryState.FAILED and not arrived:
        return delivery
    if delivery.state is not DeliveryState.SENT:
        raise NotUnderWay
    if arrived:
        delivery.delivered_at = delivery.delivered_at or clock.now()
    else:
        _came_back(session, delivery, detail[:LONGEST_DETAIL])
    return delivery


def _came_back(session: Session, delivery: Delivery, detail: str) -> None:
    delivery.reason = Reason.REFUSED
    settle(delivery, DeliveryState.FAILED)
    customer = session.get(Customer, delivery.message.recipient_id)
    queued = send_onward(session, delivery.message, customer)
    report_failed(session, delivery, detail=detail, next_channel=queued.channel if queued else None)
