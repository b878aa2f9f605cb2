"""A message is put on its channels: onto the first open one, and onto the next when that one fails."""

from sqlalchemy.orm import Session

from services.notify.handlers.estate_channels import ways_of
from services.notify.handlers.outcome_events import report_failed, report_sent
from services.notify.handlers.routes import Route, Ways, first_open, routes, topic_of
from services.notify.handlers.sending_rules import recently_told
from services.notify.models import INBOX, ONE_BY_ONE, URGENT, Customer, Delivery, DeliveryState, Message, reached
from shared import clock


def deliver_to_inbox(session: Session, message: Message) -> None:
    """The inbox is this database: what is in it has arrived."""
    delivery = _delivery(message, Route(INBOX, "", None))
    settle(delivery, DeliveryState.SENT)
    report_sent(session, delivery, repeat=False)


def send_onward(session: Session, message: Message, customer: Customer | None) -> Delivery | None:
    """Queues the message on the next channel not tried yet that leads to the household; None when none does.

    Channels passed over stand in the ledger with the reason.
    """
    topic = topic_of(message.event, for_everybody=message.for_everybody)
    ways = ways_of(session, message.estate_id, topic)
    open_route, closed = _next_route(ways, message, customer)
    passed_over = [_delivery(message, route) for route in closed]
    queued = _delivery(message, open_route) if open_route else None
    if queued is not None:
        _hold(session, ways, queued)
    message.state = reached(delivery.state for delivery in message.deliveries)
    for delivery in passed_over:
        report_failed(session, delivery, detail="", next_channel=queued.channel if queued else None)
    return queued


def settle(delivery: Delivery, state: DeliveryState) -> None:
    """Ends the delivery; its message stands as its deliveries do."""
    delivery.state, delivery.settled_at, delivery.next_attempt_at = state, clock.now(), None
    if state is DeliveryState.SENT:
        delivery.reason = None
    delivery.message.state = reached(other.state for other in delivery.message.deliveries)


def _next_route(ways: Ways, message: Message, customer: Customer | None) -> tuple[Route | None, list[Route]]:
    """The first open route, and the closed ones before it."""
    tried = {delivery.channel for delivery in message.deliveries}
    known = routes(ways, customer) if customer else []
    return first_open([route for route in known if route.channel not in tried])


def _hold(session: Session, ways: Ways, delivery: Delivery) -> None:
    message, now, recent = delivery.message, clock.now(), 0
    if ways.rules.most_per_hour and not message.urgent:
        told = recently_told(session, [message.recipient_id], now, but=message.id)
        recent = told[message.recipient_id]
    delivery.next_attempt_at, delivery.reason = ways.begin(now, urgent=message.urgent, recent=recent)


def _delivery(message: Message, route: Route) -> Delivery:
    now = clock.now()
    delivery = Delivery(
        estate_id=message.estate_id,
        channel=route.channel,
        address=route.address,
        priority=URGENT if message.urgent else ONE_BY_ONE,
        state=DeliveryState.SUPPRESSED if route.obstacle else DeliveryState.QUEUED,
        reason=route.obstacle,
        attempts=0,
        failures=0,
        next_attempt_at=None if route.obstacle else now,
        created_at=now,
        settled_at=now if route.obstacle else None,
    )
    message.deliveries.append(delivery)
    return delivery
