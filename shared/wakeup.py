"""Waking the relay within milliseconds of a commit; the poll of its loop stays the guarantee.

PostgreSQL sends a notification at commit. On SQLite the data version of the file tells that some connection
has committed.
"""

import sqlite3
import threading
import time
from typing import Any, Protocol

import psycopg

from shared.db import Database
from shared.outbox import CHANNEL

SQLITE_LOOK_SECONDS = 0.02


class Wakeup(Protocol):
    """``wait`` returns True as soon as something was committed, False after ``seconds``."""

    def wait(self, seconds: float, stop: threading.Event) -> bool: ...

    def close(self) -> None: ...


def wakeup(database: Database) -> Wakeup:
    return FileWakeup(database) if database.is_sqlite else NotificationWakeup(database)


class NotificationWakeup:
    """Listens on a connection of its own. Raises ``psycopg.OperationalError`` when the database goes away."""

    def __init__(self, database: Database) -> None:
        url = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        self.connection = psycopg.connect(url, autocommit=True)
        self.connection.execute(f"LISTEN {CHANNEL}")

    def wait(self, seconds: float, stop: threading.Event) -> bool:
        deadline = time.monotonic() + seconds
        while not stop.is_set() and (left := deadline - time.monotonic()) > 0:
            for _notification in self.connection.notifies(timeout=min(left, 0.25), stop_after=1):
                return True
        return False

    def close(self) -> None:
        self.connection.close()


class FileWakeup:
    """Watches SQLite's data version, which costs microseconds to read and changes with every commit of others."""

    def __init__(self, database: Database) -> None:
        self.connection: Any = sqlite3.connect(database.engine.url.database or ":memory:", check_same_thread=False)
        self.version = self._version()

    def wait(self, seconds: float, stop: threading.Event) -> bool:
        deadline = time.monotonic() + seconds
        while not stop.is_set() and time.monotonic() < deadline:
            version = self._version()
            if version != self.version:
                self.version = version
                return True
            stop.wait(SQLITE_LOOK_SECONDS)
        return False

    def _version(self) -> int:
        row: tuple[int] = self.connection.execute("PRAGMA data_version").fetchone()
        return row[0]

    def close(self) -> None:
        self.connection.close()
