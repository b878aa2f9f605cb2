"""The worker's fourth kind of loop: takes due deliveries from the ledger, one at a time, and sends them.

Between the claim and the record no transaction is open, so a slow mail server holds no lock. Any number of senders
compete, in this worker and in others. Killed at any moment, a message is neither lost nor sent more than once again.
"""

import threading
from collections.abc import Callable

from prometheus_client import Counter

from services.notify import handlers, queries
from services.notify.channels import Channels
from shared.db import Database

POLL_SECONDS = 0.5

tries = Counter("linli_notify_tries", "Tries to send a message", ["channel", "outcome"])


def run(database: Database, channels: Channels, stop: threading.Event, beat: Callable[[], None]) -> None:
    """Sends until ``stop`` is set. Raises database errors; its worker starts it again."""
    while not stop.is_set():
        beat()
        if not send_next(database, channels):
            stop.wait(POLL_SECONDS)


def send_next(database: Database, channels: Channels) -> bool:
    """Sends the most urgent due message. False when nothing was due."""
    claim = _claim(database)
    if claim is None:
        return False
    result = channels.send(claim.channel, claim.address, title=claim.title, body=claim.body)
    with database.write() as session:
        handlers.record(session, claim=claim, outcome=result.outcome, detail=result.detail)
    tries.labels(claim.channel, result.outcome).inc()
    return True


def _claim(database: Database) -> handlers.Claim | None:
    """Looks before it writes: an idle sender takes no lock."""
    with database.read() as session:
        if not queries.delivery_due(session):
            return None
    with database.write() as session:
        return handlers.claim_next(session)
