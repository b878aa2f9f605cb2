"""The loop that keeps the figures of the days up to date, beside the others so that no deadline waits for it."""

import threading
from collections.abc import Callable
from functools import partial

from services.ticketing import handlers
from shared.db import Database
from shared.leader import Leader
from shared.worker import Context, LoopFunction

POLL_SECONDS = 1.0
EVERY_SECONDS = 5.0


def loop(context: Context) -> LoopFunction:
    return partial(run, context.database)


def run(database: Database, stop: threading.Event, beat: Callable[[], None]) -> None:
    """Counts what has changed, every few seconds, until ``stop`` is set. Raises database errors."""
    leader, waited = Leader(database, "figures"), EVERY_SECONDS
    try:
        while not stop.is_set():
            beat()
            leads = leader.leads()
            if leads and waited >= EVERY_SECONDS:
                waited = EVERY_SECONDS if count(database) else 0.0
                continue
            waited += POLL_SECONDS
            stop.wait(POLL_SECONDS)
    finally:
        leader.resign()


def count(database: Database) -> bool:
    """Whether there was anything to count; while nothing changes, nobody is kept from writing."""
    with database.read() as session:
        if not handlers.figures_outdated(session):
            return False
    with database.write() as session:
        return handlers.count_figures(session) > 0
