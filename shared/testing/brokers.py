"""A virtual host for one test."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from shared import topology
from shared.ids import new_id
from shared.service import Service
from shared.testing.servers import RabbitMQ
from shared.topology import Management


@dataclass(frozen=True)
class Broker:
    """One virtual host of ``server``; ``amqp_url`` carries the administrator's credentials."""

    server: RabbitMQ
    vhost: str

    @property
    def amqp_url(self) -> str:
        return f"{self.server.amqp_url.removesuffix('%2F')}{self.vhost}"

    @property
    def management_url(self) -> str:
        return self.server.management_url

    @property
    def management(self) -> Management:
        return Management(self.server.management_url, self.vhost)

    def amqp_url_of(self, user: str, password: str) -> str:
        """The URL for one of the topology's users (their passwords: ``<SERVICE>_AMQP_PASSWORD`` at ``declare``)."""
        parts = urlsplit(self.amqp_url)
        return f"amqp://{user}:{password}@{parts.hostname}:{parts.port}/{self.vhost}"

    def declare(self, services: Iterable[Service], partitions: int = 1) -> None:
        """Applies the platform's topology for these services."""
        topology.apply(topology.describe(services), self.management, partitions)


def create(server: RabbitMQ) -> Broker:
    """A new, empty virtual host; brings the server back when a fault test has left it down."""
    if not server.running:
        server.start()
    broker = Broker(server, f"test-{new_id()}")
    broker.management.put(f"vhosts/{broker.vhost}", {})
    user = urlsplit(server.amqp_url).username
    everything = {"configure": ".*", "write": ".*", "read": ".*"}
    broker.management.put(f"permissions/{broker.vhost}/{user}", everything)
    return broker


def delete(broker: Broker) -> None:
    if broker.server.running:
        broker.management.delete(f"vhosts/{broker.vhost}")
