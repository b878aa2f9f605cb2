"""One leader per service and duty, among any number of workers.

PostgreSQL: a session advisory lock, which ends with its connection. SQLite: a lease row that runs out. Two
leaders can overlap for a moment; what they do is safe to do twice.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from prometheus_client import Gauge
from sqlalchemy import Connection, Text, delete, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from shared import clock
from shared.db import Database, MechanismBase
from shared.ids import new_id

LEASE = timedelta(seconds=5)
# A machine that loses power says no goodbye: PostgreSQL asks after 5 s of silence, and gives the lock up after 20 s.
# It would ask after two hours by itself.
ASK_OFTEN = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"
leading = Gauge("linli_leader", "1 while this process leads the duty", ["duty"])


class Lease(MechanismBase):
    """Who leads ``duty`` on SQLite, and until when."""

    __tablename__ = "lease"

    duty: Mapped[str] = mapped_column(Text, primary_key=True)
    holder: Mapped[UUID]
    expires_at: Mapped[datetime]


class Leader:
    """A candidate for one duty. ``leads()`` tries to become or remain the leader; call it at least every second."""

    def __init__(self, database: Database, duty: str) -> None:
        self.database = database
        self.duty = duty
        self.me = new_id()
        self.connection: Connection | None = None

    def leads(self) -> bool:
        leads = self._holds_lease() if self.database.is_sqlite else self._holds_lock()
        leading.labels(self.duty).set(leads)
        return leads

    def resign(self) -> None:
        leading.labels(self.duty).set(0)
        if self.connection is not None:
            self.connection.invalidate()
            self.connection.close()
            self.connection = None
        elif self.database.is_sqlite:
            with self.database.write() as session:
                session.execute(delete(Lease).where(Lease.duty == self.duty, Lease.holder == self.me))

    def _holds_lock(self) -> bool:
        try:
            if self.connection is not None:
                self.connection.exec_driver_sql("SELECT 1")
                return True
            return self._take_lock()
        except SQLAlchemyError:
            self.resign()
            return False

    def _take_lock(self) -> bool:
        connection = self.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if connection.scalar(select(func.pg_try_advisory_lock(lock_number(self.duty)))):
            self.connection = connection
            connection.exec_driver_sql(ASK_OFTEN)
            return True
        connection.close()
        return False

    def _holds_lease(self) -> bool:
        now = clock.now()
        with self.database.read() as session:
            lease = session.get(Lease, self.duty)
        if lease is not None and lease.holder == self.me and lease.expires_at > now + LEASE / 2:
            return True
        if lease is not None and lease.holder != self.me and lease.expires_at > now:
            return False
        return self._take_lease(now)

    def _take_lease(self, now: datetime) -> bool:
        with self.database.write() as session:
            lease = session.get(Lease, self.duty)
            if lease is not None and lease.holder != self.me and lease.expires_at > now:
                return False
            session.merge(Lease(duty=self.duty, holder=self.me, expires_at=now + LEASE))
            return True


def lock_number(name: str) -> int:
    """A stable signed 64-bit number for an advisory lock."""
    return int.from_bytes(sha256(f"linli:{name}".encode()).digest()[:8], "big", signed=True)
