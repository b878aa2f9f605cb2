"""The state of a service's event machinery, read from its database whenever Prometheus asks the worker."""

from collections.abc import Iterator
from dataclasses import asdict

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from shared import operations
from shared.db import Database

TEXTS = {
    "outbox_waiting": "Events that wait to be sent",
    "outbox_held": "Events that the broker refused, and that are sent again",
    "outbox_oldest_seconds": "Age of the oldest event that waits to be sent",
    "parked_waiting": "Events that failed and are tried again, or wait behind one",
    "parked_dead": "Events that failed for good, or cannot be read",
    "deadlines_late": "Deadlines that are due and have not taken effect",
    "deadlines_late_seconds": "How late the oldest of them is",
    "deadlines_dead": "Deadlines whose effect failed for good",
}


class Machinery(Collector):
    """Counts end at ``operations.MOST``. A database that does not answer is a figure too."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def describe(self) -> list[GaugeMetricFamily]:
        """Without it the registry would ask the database at once."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            with self.database.read() as session:
                health = asdict(operations.health(session))
        except SQLAlchemyError:
            health = {}
        yield GaugeMetricFamily("linli_database_up", "Whether the database answered", value=bool(health))
        for name, value in health.items():
            yield GaugeMetricFamily(f"linli_{name}", TEXTS[name], value=value)
