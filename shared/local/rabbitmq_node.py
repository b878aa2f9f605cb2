"""A private RabbitMQ node of the installed package: own ports, data, name and cookie, on the loopback interface only.

It never touches the distribution's own service, and runs as any user.
"""

import fcntl
import os
import secrets
import subprocess
from pathlib import Path
from typing import IO

import requests

from shared.local import processes
from shared.local.processes import LOOPBACK, CannotRun

SERVER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")  # past Debian's wrapper, which insists on its own user
ADMIN = "linli-admin"
START_SECONDS = 60
PREVIOUS_NODE_SECONDS = 20
PLUGINS = "[rabbitmq_management,rabbitmq_consistent_hash_exchange].\n"
CONFIGURATION = """\
listeners.tcp.1 = 127.0.0.1:{amqp_port}
management.tcp.ip = 127.0.0.1
management.tcp.port = {management_port}
default_user = {admin}
default_pass = {password}
disk_free_limit.absolute = 50MB
raft.wal_max_size_bytes = 67108864
"""


class RabbitMQNode:
    """One node on ``folder``. ``start`` after ``kill`` or ``stop`` brings it back with its data and ports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.amqp_port, self.management_port = processes.free_port(), processes.free_port()
        self.distribution_port, self.names_port = processes.free_port(), processes.free_port()
        self.password = self._kept_password()
        self.names: subprocess.Popen[bytes] | None = None
        self.node: subprocess.Popen[bytes] | None = None

    @property
    def amqp_url(self) -> str:
        """For the administrator, default virtual host."""
        return f"amqp://{ADMIN}:{self.password}@{LOOPBACK}:{self.amqp_port}/%2F"

    @property
    def management_url(self) -> str:
        return f"http://{ADMIN}:{self.password}@{LOOPBACK}:{self.management_port}"

    @property
    def running(self) -> bool:
        return self.node is not None and self.node.poll() is None

    def start(self) -> None:
        """Returns when clients can connect. Raises ``CannotRun``."""
        if not SERVER.exists():
            raise CannotRun("RabbitMQ is missing: install the package rabbitmq-server.")
        self._configure()
        if self.names is None or self.names.poll() is not None:
            command = ["epmd", "-port", str(self.names_port), "-address", LOOPBACK]
            self.names = processes.start(command, log=self.log)
        with self._lock() as lock:
            command = [str(SERVER)]
            self.node = processes.start(command, log=self.log, environment=self._environment(), keep=[lock.fileno()])
        if not processes.wait_until(self._accepts_clients, lambda: self.running, START_SECONDS):
            self.stop()
            raise CannotRun(f"RabbitMQ did not start; see {self.log}: {processes.last_lines(self.log)}")

    def stop(self) -> None:
        """Shuts the node down in good order."""
        for process in (self.node, self.names):
            if process is not None:
                processes.stop(process)

    def kill(self) -> None:
        """``kill -9``; the data stay as they are."""
        if self.node is not None:
            processes.kill(self.node)

    @property
    def log(self) -> Path:
        return self.folder / "output.log"

    def _lock(self) -> IO[bytes]:
        """Two nodes on the same data would ruin them; the lock lives as long as the node, even past its parent."""
        lock = (self.folder / "lock").open("wb")
        if not processes.wait_until(lambda: _locked(lock), lambda: True, PREVIOUS_NODE_SECONDS):
            raise CannotRun(f"Another RabbitMQ node runs on {self.folder}: stop it first.")
        return lock

    def _accepts_clients(self) -> bool:
        return accepts_clients(self.management_url, self.amqp_port)

    def _kept_password(self) -> str:
        """The node remembers its first administrator, so the password is made once for its data."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = self.folder / "password"
        if not kept.exists():
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(24), encoding="ascii")
        return kept.read_text(encoding="ascii")

    def _configure(self) -> None:
        (self.folder / "enabled_plugins").write_text(PLUGINS, encoding="ascii")
        configuration = CONFIGURATION.format(
            amqp_port=self.amqp_port, management_port=self.management_port, admin=ADMIN, password=self.password
        )
        (self.folder / "rabbitmq.conf").write_text(configuration, encoding="ascii")

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": str(self.folder),  # where Erlang keeps its cookie
            "LANG": "C.UTF-8",
            "ERL_EPMD_PORT": str(self.names_port),
            "ERL_EPMD_ADDRESS": LOOPBACK,
            "RABBITMQ_NODENAME": "linli@localhost",
            "RABBITMQ_DIST_PORT": str(self.distribution_port),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            "RABBITMQ_CONF_ENV_FILE": str(self.folder / "none"),  # not the distribution's
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbitmq.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(self.folder / "none.config"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "enabled_plugins"),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "data"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RUNNING_UNDER_SYSTEMD": "true",  # the script becomes the node instead of watching over it
        }


def _locked(lock: IO[bytes]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def accepts_clients(management_url: str, amqp_port: int) -> bool:
    """Whether the node is up and listens for AMQP (on ``amqp_port`` as the node itself sees it)."""
    url = f"{management_url}/api/health/checks/port-listener/{amqp_port}"
    try:
        return requests.get(url, timeout=5).ok
    except requests.RequestException:
        return False
