"""The consumer takes deliveries in batches, hands them to the inbox, and acknowledges after the commit."""

import threading
from collections.abc import Callable, Sequence

import structlog
from prometheus_client import Counter

from shared.broker import Delivery, Subscription
from shared.db import Database
from shared.inbox import DatabaseDown, Inbox
from shared.service import Service
from shared.topology import queue_names

BATCH = 500
POLL_SECONDS = 0.5

log = structlog.get_logger(__name__)
consumed = Counter("linli_inbox_consumed", "Deliveries that were applied or parked")


def run(
    database: Database,
    service: Service,
    amqp_url: str,
    partitions: int,
    stop: threading.Event,
    beat: Callable[[], None],
) -> None:
    """Consumes until ``stop`` is set. Raises ``BrokerDown``; its worker starts it again.

    The queue gives its messages to one consumer at a time, so order holds; other workers stand by.
    """
    inbox = Inbox(database, service)
    subscription = Subscription(amqp_url, queue_names(service.name, partitions))
    try:
        while not stop.is_set():
            beat()
            if deliveries := subscription.take(BATCH, POLL_SECONDS):
                _apply(inbox, subscription, deliveries, stop)
            _retry(inbox)
    finally:
        subscription.close()


def _apply(inbox: Inbox, subscription: Subscription, deliveries: Sequence[Delivery], stop: threading.Event) -> None:
    """Holds the deliveries, unacknowledged, for as long as the database is down: the broker need not resend them."""
    while not stop.is_set():
        try:
            inbox.apply([(delivery.key, delivery.body) for delivery in deliveries])
        except DatabaseDown:
            log.warning("inbox.database_down", waiting=len(deliveries))
            subscription.idle(POLL_SECONDS)
        else:
            subscription.ack(deliveries[-1])
            consumed.inc(len(deliveries))
            return


def _retry(inbox: Inbox) -> None:
    try:
        inbox.retry_due()
    except DatabaseDown:
        log.warning("inbox.database_down", waiting=0)
