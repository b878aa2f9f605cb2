"""RabbitMQ and PostgreSQL for a test session: containers where a Docker engine answers, else private servers.

``LINLI_TEST_SERVERS=docker`` or ``packages`` forces the choice. Both kinds can be killed and brought back.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Protocol

from shared.local.postgresql_cluster import UNSYNCED, PostgreSQLCluster
from shared.local.processes import CannotRun
from shared.local.rabbitmq_node import RabbitMQNode
from shared.testing import containers

VARIABLE = "LINLI_TEST_SERVERS"
KINDS = ("docker", "packages")


class Server(Protocol):
    """``start`` returns when clients can connect; after ``stop`` or ``kill`` it comes back as it was."""

    @property
    def running(self) -> bool: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def kill(self) -> None: ...


class RabbitMQ(Server, Protocol):
    """URLs carry the administrator's credentials."""

    @property
    def amqp_url(self) -> str: ...

    @property
    def management_url(self) -> str: ...


class PostgreSQL(Server, Protocol):
    """``url`` is SQLAlchemy's, for the administrator, without the database's name at its end."""

    @property
    def url(self) -> str: ...


@cache
def kind() -> str:
    """Where the servers come from: ``docker`` or ``packages``."""
    chosen = os.environ.get(VARIABLE)
    if chosen is None:
        return "docker" if containers.engine_answers() else "packages"
    if chosen not in KINDS:
        raise CannotRun(f"{VARIABLE} is {' or '.join(KINDS)}, not {chosen}.")
    return chosen


@contextmanager
def rabbitmq() -> Iterator[RabbitMQ]:
    """A started broker, gone with its data at the end."""
    if kind() == "docker":
        with containers.RabbitMQContainer() as container:
            container.start()
            yield container
        return
    with _folder() as folder:
        node = RabbitMQNode(folder)
        try:
            node.start()
            yield node
        finally:
            node.kill()  # nobody needs its data again
            node.stop()


@contextmanager
def postgresql(*, synced: bool = False) -> Iterator[PostgreSQL]:
    """A started PostgreSQL, gone with its data at the end.

    It waits for its disk only when ``synced``, as measurements need: what was committed outlives the server's
    processes in either case.
    """
    options = () if synced else UNSYNCED
    if kind() == "docker":
        with containers.PostgreSQLContainer(options) as container:
            container.start()
            yield container
        return
    with _folder() as folder:
        cluster = PostgreSQLCluster(folder, options)
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()


def remove_left_by(folder: Path) -> None:
    """Ends what a run that kept its files in ``folder`` has left behind; private servers end with their parent."""
    if kind() == "docker":
        containers.remove_left_by(folder)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="linli-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # PostgreSQL gets there as another user when we are root
        yield Path(folder) / "server"
