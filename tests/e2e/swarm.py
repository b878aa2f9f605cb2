"""Linli on a swarm of one machine: the stack files as they are, with fewer replicas of what the test leaves alone."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from deploy import env
from shared.local import processes
from shared.local.processes import LOOPBACK, CannotRun
from tests.e2e.deployments import SAMPLE, SAMPLES, SERVICES, Account, accounts, call, soon

STACK = "linli"
FILES = ("deploy/stack.yml", "deploy/stack.data.yml", "tests/e2e/stack.small.yml")
LABELS = ("linli.postgres", "linli.rabbitmq-1", "linli.rabbitmq-2", "linli.rabbitmq-3")
OURS = "linli.test"  # a label by which a swarm that a killed run left behind is known
START_SECONDS = 300
MINE = f"label=com.docker.stack.namespace={STACK}"


class Swarm:
    """The stack, with its data in ``folder`` and its images of ``version``."""

    def __init__(self, folder: Path, version: str) -> None:
        self.folder, self.port, self.version = folder, processes.free_port(), version
        self.credentials: dict[str, Account] = {}
        env.write(folder / ".env", {"PUBLIC_URL": self.base_url})
        for service in SERVICES:
            (folder / service).mkdir()
            (folder / service).chmod(0o777)  # the containers' user is another one

    @property
    def base_url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def start(self) -> None:
        """Raises ``CannotRun`` with the tasks that failed."""
        self._call("deploy/stack-secrets.sh")
        files = [word for file in FILES for word in ("--compose-file", file)]
        self._call("docker", "stack", "deploy", "--detach=true", *files, STACK)
        if not soon(self._complete, START_SECONDS):
            raise CannotRun(self._call("docker", "stack", "ps", "--no-trunc", STACK).stdout)

    def fill(self) -> None:
        """The sample estate, and an account for each role."""
        worker = self.containers("ticketing-worker")[0]
        taken = f"cat >/tmp/{SAMPLE} && worker import /tmp/{SAMPLE}"
        with (SAMPLES / SAMPLE).open("rb") as sample:
            subprocess.run(["docker", "exec", "-i", worker, "sh", "-c", taken], stdin=sample, check=True)
        self.credentials = accounts(call("docker", "exec", worker, "worker", "demo").stdout)

    def containers(self, service: str) -> Sequence[str]:
        """Those that run for a service of the stack, oldest first."""
        name = f"label=com.docker.swarm.service.name={STACK}_{service}"
        return call("docker", "ps", "--quiet", "--filter", name).stdout.split()[::-1]

    def remove(self) -> None:
        """With all its data. The containers of jobs that are done outlive their stack, so they are removed after it."""
        call("docker", "stack", "rm", STACK, check=False)
        soon(lambda: not call("docker", "ps", "--quiet", "--filter", MINE).stdout, 60)
        for kind, listing in (("container", ["ps", "--all"]), ("volume", ["volume", "ls"])):
            names = call("docker", *listing, "--quiet", "--filter", MINE).stdout.split()
            call("docker", kind, "rm", "--force", *names, check=False)

    def _complete(self) -> bool:
        """Whether each service has as many tasks as it should have, and each job is done."""
        states = call("docker", "service", "ls", "--format", "{{.Replicas}}").stdout.splitlines()
        return all(_enough(state) for state in states)

    def _call(self, *command: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {
            "COMPOSE_ENV_FILES": str(self.folder / ".env"),
            "PUBLIC_URL": self.base_url,
            "HTTP_PORT": str(self.port),
            "LINLI_VERSION": self.version,
            "FILES_PATH": str(self.folder),
        }
        return call(*command, environment=environment)


def _enough(state: str) -> bool:
    """``2/2`` of a service, ``0/1 (1/1 completed)`` of a job."""
    running, total = state.rsplit(" (", maxsplit=1)[-1].split(maxsplit=1)[0].split("/")
    return running == total


@contextmanager
def one_node(folder: Path, version: str) -> Iterator[Swarm]:
    """Makes this engine a swarm for as long as the stack is used. Raises ``CannotRun`` where it is one already."""
    swarm = Swarm(folder, version)
    _leave_what_a_killed_run_left(swarm)
    call("docker", "swarm", "init", "--advertise-addr", LOOPBACK, "--listen-addr", f"{LOOPBACK}:2377")
    try:
        labels = [word for label in (*LABELS, OURS) for word in ("--label-add", f"{label}=true")]
        call("docker", "node", "update", *labels, _engine("NodeID"))
        swarm.start()
        swarm.fill()
        yield swarm
    finally:
        swarm.remove()
        call("docker", "swarm", "leave", "--force")


def _leave_what_a_killed_run_left(swarm: Swarm) -> None:
    if _engine("LocalNodeState") == "inactive":
        return
    labels = call("docker", "node", "inspect", "self", "--format", "{{.Spec.Labels}}", check=False).stdout
    if OURS not in labels:
        raise CannotRun("This Docker engine belongs to a swarm; its test needs one that doesn't.")
    swarm.remove()
    call("docker", "swarm", "leave", "--force")


def _engine(field: str) -> str:
    """What the engine says about itself and swarms."""
    return call("docker", "info", "--format", f"{{{{.Swarm.{field}}}}}").stdout.strip()
