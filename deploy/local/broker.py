"""The broker of a local installation: the one in AMQP_URL, or a private node of the installed package."""

import logging
import re
from urllib.parse import quote, unquote, urlsplit

import requests

from deploy.local import packages
from deploy.local.configuration import SERVICES, Configuration
from deploy.local.secrets_file import Secrets
from deploy.local.supervisor import Supervisor
from shared import broker
from shared.local.processes import LOOPBACK, CannotRun
from shared.local.rabbitmq_node import RabbitMQNode

MANAGEMENT_PORT = 15672


class GivenBroker:
    """A broker that somebody else runs; its users are theirs to make, so all services share the URL's user."""

    def __init__(self, configuration: Configuration, amqp_url: str) -> None:
        self.amqp_url = amqp_url
        self.parts = urlsplit(amqp_url)
        login = self.parts.netloc.rpartition("@")[0] or "guest:guest"
        default = f"http://{login}@{self.parts.hostname}:{MANAGEMENT_PORT}"
        self.management_url = configuration.management_url or default

    def start(self, supervisor: Supervisor) -> str:
        """Says where the broker is. Raises ``CannotRun`` when it does not answer."""
        del supervisor
        logging.getLogger("pika").setLevel(logging.CRITICAL)  # our sentence says it all
        place = f"{self.parts.hostname}:{self.parts.port or 5672}"
        try:
            broker.check(self.amqp_url)
        except broker.BrokerDown as error:
            raise CannotRun(f"No RabbitMQ lets us in at {place} (AMQP_URL): {_reason(error)}.") from error
        self._check_management(place)
        return f"RabbitMQ at {place} (AMQP_URL)"

    def amqp_urls(self) -> dict[str, str]:
        return dict.fromkeys(SERVICES, self.amqp_url)

    def topology_environment(self) -> dict[str, str]:
        vhost = unquote(self.parts.path.removeprefix("/")) or "/"
        return {"MANAGEMENT_URL": self.management_url, "AMQP_VHOST": vhost}

    def _check_management(self, place: str) -> None:
        try:
            requests.get(f"{self.management_url}/api/overview", timeout=10).raise_for_status()
        except requests.RequestException as error:
            raise CannotRun(
                f"RabbitMQ answers at {place}, but its management API does not: enable its plugin "
                "rabbitmq_management, or set MANAGEMENT_URL=http://user:password@host:port."
            ) from error


class OwnBroker:
    """A private node under ``var/rabbitmq``, in which each service has a user of its own."""

    def __init__(self, configuration: Configuration, secrets: Secrets) -> None:
        self.node = RabbitMQNode(configuration.folder / "rabbitmq")
        self.passwords = secrets.amqp_passwords

    def start(self, supervisor: Supervisor) -> str:
        """Installs the package where it is missing and may be installed. Raises ``CannotRun``."""
        packages.provide(["rabbitmq-server"])
        supervisor.start("RabbitMQ", self.node, ends_last=True)
        return f"RabbitMQ of its own at {LOOPBACK}:{self.node.amqp_port}"

    def amqp_urls(self) -> dict[str, str]:
        address = f"{LOOPBACK}:{self.node.amqp_port}/%2F"
        return {service: f"amqp://{service}:{quote(self.passwords[service])}@{address}" for service in SERVICES}

    def topology_environment(self) -> dict[str, str]:
        passwords = {f"{user.upper()}_AMQP_PASSWORD": password for user, password in self.passwords.items()}
        return {"MANAGEMENT_URL": self.node.management_url} | passwords


Broker = GivenBroker | OwnBroker


def chosen(configuration: Configuration, secrets: Secrets) -> Broker:
    if configuration.amqp_url is not None:
        return GivenBroker(configuration, configuration.amqp_url)
    return OwnBroker(configuration, secrets)


def _reason(error: Exception) -> str:
    """Pika wraps the reason in several exceptions; the innermost text is the one that helps."""
    texts = re.findall(r"['\"]([^'\"]+)['\"]", str(error))
    return texts[-1] if texts else str(error)
