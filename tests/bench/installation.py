"""Linli's processes as they are deployed: one gunicorn and one worker for each service, on PostgreSQL."""

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory

import requests
from joserfc.jwk import KeySet, OKPKey

from deploy.services import SERVICES
from shared.db import Database
from shared.local import processes
from shared.local.processes import LOOPBACK
from tests.bench.surroundings import Surroundings

THREADS = "16"
START_SECONDS = 60
KEY = OKPKey.generate_key("Ed25519", {"kid": "bench"})
SIGNING_KEY = json.dumps(KEY.as_dict(private=True))
PUBLISHED_KEYS = json.dumps(KeySet([KEY]).as_dict(private=False))


@dataclass
class Installation:
    """``ports`` of the web processes and ``processes`` by name."""

    environments: Mapping[str, Mapping[str, str]]
    databases: Mapping[str, Database]
    folder: Path
    ports: dict[str, int] = field(default_factory=dict)
    processes: dict[str, Popen[bytes]] = field(default_factory=dict)

    def start_web(self, name: str, application: str, service: str, ready: str) -> str:
        """Starts gunicorn and returns its URL once ``ready`` answers at all."""
        port = self.ports[name] = processes.free_port()
        command = [sys.executable, "-m", "gunicorn", "--bind", f"{LOOPBACK}:{port}", "--worker-class", "gthread"]
        command += ["--threads", THREADS, "--keep-alive", "75", "--no-control-socket", application]
        self._start(name, command, service)
        url = f"http://{LOOPBACK}:{port}"
        _wait(f"{url}{ready}")
        return url

    def start_worker(self, service: str, name: str = "", module: str = "") -> None:
        """``module`` runs it in place of its own, ``name`` tells a second one from the first."""
        command = [sys.executable, "-m", module or f"services.{service}.worker", "run"]
        self._start(name or f"{service} worker", command, service)

    def stop(self) -> None:
        for process in self.processes.values():
            processes.stop(process)

    def _start(self, name: str, command: Sequence[str], service: str) -> None:
        log = self.folder / f"{name}.log"
        self.processes[name] = processes.start(command, log=log, environment=self.environments[service])


@contextmanager
def installation(place: Surroundings) -> Iterator[Installation]:
    """Migrated databases and a declared broker; nothing runs yet."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        broker = stack.enter_context(place.broker(*SERVICES))
        databases = {service.name: stack.enter_context(place.database(service.name)) for service in SERVICES}
        environments = {
            name: os.environ
            | {
                "DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
                "AMQP_URL": broker.amqp_url,
                "SECRET_KEY": "of a measurement",
                "SESSION_KEYS": PUBLISHED_KEYS,
                "SESSION_SIGNING_KEY": SIGNING_KEY,
                "DATA_DIR": str(folder),
            }
            for name, database in databases.items()
        }
        created = Installation(environments, databases, folder)
        try:
            yield created
        finally:
            created.stop()


def _wait(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            requests.get(url, timeout=5)
        except requests.ConnectionError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"{url} does not answer")
