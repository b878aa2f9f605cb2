"""Stands for the web process of ``parcels``: takes parcels in, one transaction each.

    python -m tests.faults.sample_service.writer FIRST COUNT [PER_SECOND]

It prints each number once its transaction is committed.
"""

import sys
import time

from shared.db import Database
from tests.faults.sample_service import handlers, pauses
from tests.faults.sample_service.settings import load


def take_in(database: Database, number: int) -> None:
    with database.write() as session:
        handlers.take_in(session, number)
        before_commit()
    after_commit()


def before_commit() -> None:
    """A point to pause at."""


def after_commit() -> None:
    """A point to pause at."""


def main(first: int, count: int, per_second: float) -> None:
    database = Database(load("parcels").database_url)
    for number in range(first, first + count):
        take_in(database, number)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        time.sleep(1 / per_second)


if __name__ == "__main__":
    pauses.install()
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else 1000.0)
