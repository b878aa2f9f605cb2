"""What every measurement runs on: one PostgreSQL, one RabbitMQ, and what came out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from shared.db import Database
from shared.service import Service
from shared.testing import brokers, servers
from shared.testing.brokers import Broker
from shared.testing.databases import PostgreSQLDatabases
from shared.testing.servers import RabbitMQ


@dataclass(frozen=True)
class Figure:
    """One row of the table: what was measured, beside what must be reached."""

    what: str
    value: str
    floor: str
    ratio: str
    target: str
    reached: bool | None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Surroundings:
    databases: PostgreSQLDatabases
    rabbitmq: RabbitMQ

    @contextmanager
    def database(self, service: str = "mechanism") -> Iterator[Database]:
        """A freshly migrated database, gone at the end."""
        url = self.databases.create(service)
        opened = Database(url)
        yield opened
        opened.close()
        self.databases.drop(url)

    @contextmanager
    def broker(self, *services: Service) -> Iterator[Broker]:
        """A virtual host with the topology of these services."""
        created = brokers.create(self.rabbitmq)
        created.declare(services)
        yield created
        brokers.delete(created)


@contextmanager
def surroundings() -> Iterator[Surroundings]:
    with servers.postgresql(synced=True) as postgresql, servers.rabbitmq() as rabbitmq:
        yield Surroundings(PostgreSQLDatabases(postgresql), rabbitmq)


def dsn(database: Database) -> str:
    """For psycopg."""
    return database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)


def rate(count: int, seconds: list[float]) -> float:
    """Pieces each second, by the median of the rounds."""
    return count / median(seconds)
