"""Linli as people run it: by the launcher on this machine, and by docker compose behind Caddy."""

import json
import os
import re
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
SERVICES = ("ticketing", "survey", "notify", "visits")
SAMPLES = ROOT / "deploy" / "samples"
SAMPLE = "linxiangyuan.xlsx"
COMPOSE_FILES = ("docker-compose.yml", "tests/e2e/compose.mail.yml")
HTTPS_FILE = "deploy/compose.https.yml"
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
            made = accounts((folder / "var" / "credentials.json").read_text(encoding="utf-8"))
            yield Deployment("local", f"http://127.0.0.1:{port}", made, lambda: list(mails.messages))
        finally:
            processes.stop(launcher, 30)


def _wait_for_launcher(launcher: subprocess.Popen[bytes], terminal: Path) -> None:
    def runs() -> bool:
        return "Linli runs at" in terminal.read_text(encoding="utf-8")

    if not processes.wait_until(runs, lambda: launcher.poll() is None, START_SECONDS):
        raise CannotRun(f"The launcher did not come up: {processes.last_lines(terminal, 20)}")


def call(
    *command: str, environment: Mapping[str, str] | None = None, check: bool = True, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    """A command in the repository's folder. Raises ``CannotRun`` with the end of what it said."""
    result = subprocess.run(
        command, cwd=ROOT, env=environment, input=typed, capture_output=True, text=True, check=False
    )
    if check and result.returncode:
        raise CannotRun(f"`{' '.join(command)}` failed: {result.stderr[-4000:]}")
    return result


class Compose:
    """``docker compose`` on the repository's files, as a project of its own: its port, its ``.env``, its images.

    Images of another checkout on this machine, under the same name, would otherwise be taken for ours.
    """

    def __init__(self, folder: Path) -> None:
        self.port, self.https_port = processes.free_port(), processes.free_port()
        self.version = PROJECT
        self.files: tuple[str, ...] = COMPOSE_FILES
        self.mails, self.env_file = folder / "mails", folder / ".env"
        self.mails.mkdir()
        self.mails.chmod(0o777)  # the container's user is another one
        env.write(self.env_file, {"PUBLIC_URL": self.base_url, "HTTP_PORT": f"127.0.0.1:{self.port}"})

    @property
    def base_url(self) -> str:
        """Of plain HTTP, which every test may count on when it begins."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def settings(self) -> dict[str, str]:
        """What ``.env`` says."""
        return env.values_in(self.env_file.read_text(encoding="utf-8"))

    def change(self, **values: str) -> None:
        """Edits ``.env`` as an operator would, and lets `make env` fill in what is empty then."""
        text = self.env_file.read_text(encoding="utf-8")
        for name, value in values.items():
            text = re.sub(f"^{name}=.*\n?", "", text, flags=re.MULTILINE) + f"{name}={value}\n"
        self.env_file.write_text(text, encoding="utf-8")
        env.write(self.env_file, {})

    def choose_https(self) -> str:
        """From the next start on, with a certificate of Caddy's own authority; returns the address."""
        self.files = (*COMPOSE_FILES, HTTPS_FILE)
        self.change(PUBLIC_URL="https://localhost", HTTPS_PORT=f"127.0.0.1:{self.https_port}")
        return f"https://localhost:{self.https_port}"

    @property
    def over_https(self) -> bool:
        return HTTPS_FILE in self.files

    def choose_http(self) -> None:
        self.files = COMPOSE_FILES
        self.change(PUBLIC_URL=self.base_url)

    @property
    def environment(self) -> dict[str, str]:
        """What makes `docker compose`, and the scripts that call it, mean this project."""
        return os.environ | {
            "COMPOSE_PROJECT_NAME": PROJECT,
            "COMPOSE_ENV_FILES": str(self.env_file),
            "COMPOSE_FILE": ":".join(self.files),
            "LINLI_VERSION": self.version,
            "MAILS": str(self.mails),
        }

    def run(self, *arguments: str, check: bool = True, typed: str = "") -> subprocess.CompletedProcess[str]:
        """`docker compose` with these arguments. Raises ``CannotRun`` with the end of what it said."""
        return self.call("docker", "compose", *arguments, check=check, typed=typed)

    def call(self, *command: str, check: bool = True, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Any command that means this project. Raises ``CannotRun`` with the end of what it said."""
        return call(*command, environment=self.environment, check=check, typed=typed)

    def up(self) -> None:
        """Starts what does not run as the files and ``.env`` want it now, and waits until all of it is healthy."""
        try:
            self.run("up", "--detach", "--wait", "--wait-timeout", str(START_SECONDS))
        except CannotRun as error:
            logs = self.run("logs", "--no-color", "--tail", "20", check=False).stdout
            raise CannotRun(f"{error}\n{logs}") from error

    def remove(self) -> None:
        """With all its data."""
        self.run("down", "--volumes", "--remove-orphans", "--timeout", "10")

    def received(self) -> list[EmailMessage]:
        """The e-mails in order of arrival."""
        files = sorted(self.mails.glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), EmailMessage, policy=policy.default) for file in files]


@contextmanager
def compose(folder: Path) -> Iterator[tuple[Compose, Deployment]]:
    """Builds the images, starts everything, fills it with the samples; removes it with its data at the end."""
    _check_engine()
    project = Compose(folder)
    project.remove()  # what a run that was killed left behind
    try:
        project.run("build")
        project.up()
        mount = f"{SAMPLES}:/samples:ro"
        project.run("run", "--rm", "-T", "-v", mount, "ticketing-worker", "worker", "import", f"/samples/{SAMPLE}")
        made = accounts(project.run("exec", "-T", "ticketing-worker", "worker", "demo").stdout)
        yield project, Deployment("compose", project.base_url, made, project.received)
    finally:
        project.remove()


def _check_engine() -> None:
    docker = shutil.which("docker")
    asked = [["docker", "info"], ["docker", "compose", "version"]]
    if not docker or any(subprocess.run(command, capture_output=True, check=False).returncode for command in asked):
        raise CannotRun("No Docker engine with the compose plugin answers, which the deployment in containers needs.")


def soon(condition: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether the condition came true in time."""
    return processes.wait_until(condition, lambda: True, seconds)


def accounts(text: str) -> dict[str, Account]:
    """What `worker demo` prints, or the launcher kept: one for each role."""
    return {role: Account(**account) for role, account in json.loads(text).items()}
