"""The servers as containers, with the same interface as the private servers of ``shared.local``."""

import secrets
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import docker  # type: ignore[import-untyped] # it ships no types
from docker.errors import DockerException  # type: ignore[import-untyped]
from testcontainers.core.config import testcontainers_config
from testcontainers.core.container import DockerContainer

from shared.local import postgresql_cluster, processes, rabbitmq_node
from shared.local.processes import LOOPBACK, CannotRun

POSTGRESQL_IMAGE = "postgres:17"
RABBITMQ_IMAGE = "rabbitmq:4-management"
ADMIN = "linli-admin"
START_SECONDS = 90
OWNER = "linli.tests.folder"  # the label that names the folder of the run to which a container belongs

testcontainers_config.ryuk_disabled = True  # we remove our containers ourselves, and need no third image


class Container:
    """A server in a container with fixed host ports, so that it comes back where it was after ``kill``."""

    def __init__(self, image: str, ports: dict[int, int], **environment: str) -> None:
        self.definition = DockerContainer(image, env=environment, labels={OWNER: tempfile.gettempdir()})
        for inside, outside in ports.items():
            self.definition.with_bind_ports(inside, outside)
        self.container: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.container is not None:
            self.definition.stop()

    @property
    def running(self) -> bool:
        if self.container is None:
            return False
        self.container.reload()
        return bool(self.container.status == "running")

    def start(self) -> None:
        """Returns when clients can connect. Raises ``CannotRun``."""
        if self.container is None:
            self.container = self.definition.start().get_wrapped_container()
        else:
            self.container.start()
        if not processes.wait_until(self.accepts_clients, lambda: self.running, START_SECONDS):
            log = self.container.logs(tail=5).decode()
            raise CannotRun(f"The container of {self.definition.image} did not start: {log}")

    def stop(self) -> None:
        self.container.stop()

    def kill(self) -> None:
        self.container.kill()

    def accepts_clients(self) -> bool:
        raise NotImplementedError


class RabbitMQContainer(Container):
    def __init__(self) -> None:
        self.amqp_port, self.management_port = processes.free_port(), processes.free_port()
        self.password = secrets.token_urlsafe(24)
        ports = {5672: self.amqp_port, 15672: self.management_port}
        super().__init__(RABBITMQ_IMAGE, ports, RABBITMQ_DEFAULT_USER=ADMIN, RABBITMQ_DEFAULT_PASS=self.password)
        self.definition.with_copy_into_container(rabbitmq_node.PLUGINS.encode(), "/etc/rabbitmq/enabled_plugins")

    @property
    def amqp_url(self) -> str:
        return f"amqp://{ADMIN}:{self.password}@{LOOPBACK}:{self.amqp_port}/%2F"

    @property
    def management_url(self) -> str:
        return f"http://{ADMIN}:{self.password}@{LOOPBACK}:{self.management_port}"

    def accepts_clients(self) -> bool:
        return rabbitmq_node.accepts_clients(self.management_url, 5672)


class PostgreSQLContainer(Container):
    def __init__(self, options: Sequence[str] = ()) -> None:
        self.port = processes.free_port()
        self.password = secrets.token_urlsafe(24)
        super().__init__(POSTGRESQL_IMAGE, {5432: self.port}, POSTGRES_PASSWORD=self.password)
        settings = [word for option in ("max_connections=300", *options) for word in ("-c", option)]
        self.definition.with_command(["postgres", *settings])

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres:{self.password}@{LOOPBACK}:{self.port}/"

    def accepts_clients(self) -> bool:
        return postgresql_cluster.accepts_clients(self.url)


def remove_left_by(folder: Path) -> None:
    """Removes the containers of the run that kept its files in ``folder``, if it was ended too early to do so."""
    for container in docker.from_env().containers.list(all=True, filters={"label": f"{OWNER}={folder}"}):
        container.remove(force=True, v=True)


def engine_answers() -> bool:
    """Whether a Docker engine answers and has, or can get, the images of both servers."""
    try:
        client = docker.from_env()
        known = {tag for image in client.images.list() for tag in image.tags}
        for image in {POSTGRESQL_IMAGE, RABBITMQ_IMAGE} - known:
            client.images.pull(image)
    except DockerException:
        return False
    return True
