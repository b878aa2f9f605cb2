"""The worker's fourth kind of loop: takes due deliveries from the ledger, a few at a time, and sends them.

Between the claim and the record no transaction is open, so a slow mail server holds no lock. Any number of senders
compete, in this worker and in others. Killed at any moment, no message is lost, and each that was under way is sent
once more at most, marked as a repeat. How many are taken together follows how fast they leave: what is urgent waits
for no more than ``BATCH_SECONDS``, and little is under way where each message takes long.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from prometheus_client import Counter

from services.notify import handlers, queries
from services.notify.channels import Channels
from services.notify.handlers import Claim, Tried
from shared.db import Database

POLL_SECONDS = 0.5
BATCH_SECONDS = 1.0
QUICK_SECONDS = 0.25
MOST_TOGETHER = 128

tries = Counter("linli_notify_tries", "Tries to send a message", ["channel", "outcome"])


@dataclass
class Pace:
    """How many messages are taken together: more while they leave quickly, fewer when they do not."""

    together: int = 1

    def follow(self, sent: int, seconds: float) -> None:
        if seconds > BATCH_SECONDS:
            self.together = max(1, sent // 2)
        elif seconds < QUICK_SECONDS and sent == self.together:
            self.together = min(MOST_TOGETHER, 2 * self.together)


def run(database: Database, channels: Channels, stop: threading.Event, beat: Callable[[], None]) -> None:
    """Sends until ``stop`` is set. Raises database errors; its worker starts it again."""
    pace = Pace()
    while not stop.is_set():
        beat()
        if not send_due(database, channels, pace, stop):
            stop.wait(POLL_SECONDS)


def send_due(database: Database, channels: Channels, pace: Pace, stop: threading.Event) -> int:
    """Sends the most urgent due messages, and returns how many tries that were."""
    claims = _claim(database, pace.together)
    if not claims:
        return 0
    begun = time.monotonic()
    made = list(_send(channels, claims, stop))
    with database.write() as session:
        handlers.record_tries(session, made)
        handlers.release(session, claims[len(made) :])
    for row in made:
        tries.labels(row.claim.channel, row.outcome).inc()
    pace.follow(len(made), time.monotonic() - begun)
    return len(made)


def _send(channels: Channels, claims: Sequence[Claim], stop: threading.Event) -> Iterator[Tried]:
    """The first is sent in any case, the others while there is time."""
    until = time.monotonic() + BATCH_SECONDS
    for number, claim in enumerate(claims):
        if number and (stop.is_set() or time.monotonic() > until):
            return
        told = {"title": claim.title, "body": claim.body, "key": str(claim.delivery_id)}
        result = channels.send(claim.channel, claim.address, url=claim.url, **told)
        yield Tried(claim, result.outcome, result.detail)


def _claim(database: Database, most: int) -> list[Claim]:
    """Looks before it writes: an idle sender takes no lock."""
    with database.read() as session:
        if not queries.delivery_due(session):
            return []
    with database.write() as session:
        return handlers.claim_due(session, most)
