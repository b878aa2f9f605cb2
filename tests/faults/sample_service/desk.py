"""What a request does: one transaction, with points before and after its commit at which a test may hold it."""

from shared.db import Database
from tests.faults.sample_service import handlers


def take_in(database: Database, number: int) -> None:
    with database.write() as session:
        handlers.take_in(session, number)
        before_commit()
    after_commit()


def before_commit() -> None:
    """A point to pause at."""


def after_commit() -> None:
    """A point to pause at."""
