"""The consumer takes deliveries in batches, hands them to the inbox, and acknowledges after the commit."""

import threading
import time
from collections.abc import Callable, Sequence

import structlog
from prometheus_client import Counter

from shared.broker import Delivery, Subscription
from shared.db import Database
from shared.inbox import DatabaseDown, Inbox
from shared.service import Service

FIRST_BATCH, BATCH = 20, 1000
AIM_SECONDS = 0.3
POLL_SECONDS = 0.5

log = structlog.get_logger(__name__)
consumed = Counter("linli_inbox_consumed", "Deliveries that were applied or parked")


def run(
    database: Database,
    service: Service,
    amqp_url: str,
    queue: str,
    stop: threading.Event,
    beat: Callable[[], None],
) -> None:
    """Consumes until ``stop`` is set. Raises ``BrokerDown``; its worker starts it again.

    The queue gives its messages to one consumer at a time, so order holds; other workers stand by.
    """
    inbox = Inbox(database, service)
    while not database.answers():  # a delivery that cannot be applied would only wear out its delivery limit
        log.warning("inbox.database_down")
        beat()
        if stop.wait(POLL_SECONDS):
            return
    subscription, batch = Subscription(amqp_url, queue), FIRST_BATCH
    try:
        while not stop.is_set():
            beat()
            retried = _retry(inbox)
            if deliveries := subscription.take(batch, 0 if retried else POLL_SECONDS):
                started = time.monotonic()
                _apply(inbox, subscription, deliveries, stop, beat)
                batch = _next_batch(len(deliveries), time.monotonic() - started)
    finally:
        subscription.close()


def _next_batch(taken: int, seconds: float) -> int:
    """As many as take about ``AIM_SECONDS``: a stop is quick, and other writers never wait long for the database."""
    return max(1, min(BATCH, 2 * taken + FIRST_BATCH, int(taken * AIM_SECONDS / seconds)))


def _apply(
    inbox: Inbox,
    subscription: Subscription,
    deliveries: Sequence[Delivery],
    stop: threading.Event,
    beat: Callable[[], None],
) -> None:
    """Holds the deliveries, unacknowledged, for as long as the database is down: the broker need not resend them."""
    while not _applied(inbox, deliveries):
        if stop.is_set():
            return
        beat()
        subscription.idle(POLL_SECONDS)
    subscription.ack(deliveries[-1])
    consumed.inc(len(deliveries))


def _applied(inbox: Inbox, deliveries: Sequence[Delivery]) -> bool:
    try:
        inbox.apply([(delivery.key, delivery.body) for delivery in deliveries])
    except DatabaseDown as error:
        log.warning("inbox.database_down", waiting=len(deliveries), error=str(error.__cause__))
        return False
    return True


def _retry(inbox: Inbox) -> int:
    try:
        return inbox.retry_due()
    except DatabaseDown as error:
        log.warning("inbox.database_down", error=str(error.__cause__))
        return 0
