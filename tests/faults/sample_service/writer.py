"""Stands for the web process of ``parcels``: takes parcels in, one transaction each.

    python -m tests.faults.sample_service.writer FIRST COUNT PER_SECOND

It prints each number once its transaction is committed.
"""

import sys
import time

from shared.db import Database
from tests.faults.sample_service import desk, pauses
from tests.faults.sample_service.settings import load


def main(first: int, count: int, per_second: float) -> None:
    database = Database(load("parcels").database_url)
    for number in range(first, first + count):
        desk.take_in(database, number)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        time.sleep(1 / per_second)


if __name__ == "__main__":
    pauses.install()
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
