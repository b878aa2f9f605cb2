"""Linli as people run it: by the launcher on this machine, and by docker compose behind Caddy."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from deploy import env
from shared.local import processes
from shared.local.processes import CannotRun
from shared.testing import mail

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "deploy" / "samples"
SAMPLE = "linxiangyuan.xlsx"
COMPOSE_FILES = ("docker-compose.yml", "tests/e2e/compose.mail.yml")
PROJECT = os.environ.get("COMPOSE_PROJECT_NAME", "linli-e2e")
START_SECONDS = 120


@dataclass(frozen=True)
class Account:
    username: str
    password: str


@dataclass(frozen=True)
class Deployment:
    """A running installation with the sample estate and an account for each role; ``mails()`` is what has arrived."""

    name: str
    base_url: str
    credentials: Mapping[str, Account]
    mails: Callable[[], list[EmailMessage]]


@contextmanager
def local(folder: Path) -> Iterator[Deployment]:
    """What ``make run`` starts, with all its data in ``folder``."""
    port, terminal = processes.free_port(), folder / "terminal"
    with mail.mail_server() as mails:
        environment = os.environ | {"PORT": str(port), "VAR": str(folder / "var"), "MAIL_URL": mails.url}
        environment.pop("AMQP_URL", None)
        launcher = processes.start([sys.executable, "-m", "deploy.local"], log=terminal, environment=environment)
        try:
            _wait_for_launcher(launcher, terminal)
            accounts = _accounts((folder / "var" / "credentials.json").read_text(encoding="utf-8"))
            yield Deployment("local", f"http://127.0.0.1:{port}", accounts, lambda: list(mails.messages))
        finally:
            processes.stop(launcher, 30)


def _wait_for_launcher(launcher: subprocess.Popen[bytes], terminal: Path) -> None:
    def runs() -> bool:
        return "Linli runs at" in terminal.read_text(encoding="utf-8")

    if not processes.wait_until(runs, lambda: launcher.poll() is None, START_SECONDS):
        raise CannotRun(f"The launcher did not come up: {processes.last_lines(terminal, 20)}")


class Compose:
    """``docker compose`` on the repository's files, as a project of its own on a free port."""

    def __init__(self, folder: Path) -> None:
        self.port = processes.free_port()
        self.mails, self.env_file = folder / "mails", folder / ".env"
        self.mails.mkdir()
        self.mails.chmod(0o777)  # the container's user is another one
        env.write(self.env_file, {"PUBLIC_URL": self.base_url, "HTTP_PORT": f"127.0.0.1:{self.port}"})

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Raises ``CannotRun`` with the end of what it said."""
        command = ["docker", "compose", "--project-name", PROJECT, "--env-file", str(self.env_file)]
        for file in COMPOSE_FILES:
            command += ["--file", str(ROOT / file)]
        result = subprocess.run(
            [*command, *arguments],
            cwd=ROOT,
            env=os.environ | {"MAILS": str(self.mails)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if check and result.returncode:
            raise CannotRun(f"`docker compose {' '.join(arguments)}` failed: {result.stderr[-4000:]}")
        return result

    def received(self) -> list[EmailMessage]:
        """The e-mails in order of arrival."""
        files = sorted(self.mails.glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), EmailMessage, policy=policy.default) for file in files]

    def logs(self) -> str:
        return self.run("logs", "--no-color", "--tail", "20", check=False).stdout


@contextmanager
def compose(folder: Path) -> Iterator[tuple[Compose, Deployment]]:
    """Builds the images, starts everything, fills it with the samples; removes it with its data at the end."""
    _check_engine()
    project = Compose(folder)
    try:
        _start(project)
        mount = f"{SAMPLES}:/samples:ro"
        project.run("run", "--rm", "-T", "-v", mount, "ticketing-worker", "worker", "import", f"/samples/{SAMPLE}")
        accounts = _accounts(project.run("exec", "-T", "ticketing-worker", "worker", "demo").stdout)
        yield project, Deployment("compose", project.base_url, accounts, project.received)
    finally:
        project.run("down", "--volumes", "--remove-orphans", "--timeout", "10")


def _check_engine() -> None:
    docker = shutil.which("docker")
    asked = [["docker", "info"], ["docker", "compose", "version"]]
    if not docker or any(subprocess.run(command, capture_output=True, check=False).returncode for command in asked):
        raise CannotRun("No Docker engine with the compose plugin answers, which the deployment in containers needs.")


def _start(project: Compose) -> None:
    project.run("build")
    try:
        project.run("up", "--detach", "--wait", "--wait-timeout", str(START_SECONDS))
    except CannotRun as error:
        raise CannotRun(f"{error}\n{project.logs()}") from error


def _accounts(text: str) -> dict[str, Account]:
    return {role: Account(**account) for role, account in json.loads(text).items()}
