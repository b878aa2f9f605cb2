"""One run of Linli on this machine: provide, prepare, start, watch, stop."""

import signal
import sys
import time
from pathlib import Path

import requests
from rich.console import Console

from deploy.local import broker, configuration, secrets_file, steps
from deploy.local.configuration import ROOT, SERVICES, Configuration
from deploy.local.supervisor import Program, Supervisor
from shared.local import processes
from shared.local.processes import LOOPBACK, CannotRun

READY_SECONDS = 60
THREADS = 16


class Launcher:
    """One run, from the checks to the last child's end."""

    def __init__(self, settings: Configuration) -> None:
        self.settings = settings
        self.console = Console(highlight=False)
        self.supervisor = Supervisor(self.say)
        self.began = time.monotonic()

    def say(self, sentence: str) -> None:
        self.console.print(f"{time.monotonic() - self.began:5.1f} s  {sentence}", markup=False, soft_wrap=True)

    def run(self) -> None:
        """Returns after Ctrl-C or SIGTERM. Raises ``CannotRun``."""
        try:
            self._start()
            self.supervisor.watch()
        except KeyboardInterrupt:
            self.say("Stopping …")
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            self.supervisor.stop()
        self.say("Stopped. The data stay.")

    def _start(self) -> None:
        settings = self.settings
        secrets = secrets_file.kept(settings.folder / "secrets.json", SERVICES)
        chosen = broker.chosen(settings, secrets)
        mail_port = processes.free_port()
        mail_url = settings.mail_url or f"mailto://{LOOPBACK}:{mail_port}?from=linli@localhost&mode=insecure"
        environment = configuration.service_environment(settings, secrets, chosen.amqp_urls(), mail_url)
        migrations = steps.start_migrations(settings, environment)
        self.say("Starting RabbitMQ and preparing the databases …")
        self.say(chosen.start(self.supervisor))
        steps.declare_topology(settings, environment | chosen.topology_environment())
        self.say("Queues declared")
        steps.finish(migrations)
        self.say("Databases ready")
        if not settings.credentials.exists():
            self.say("Filling in the sample estate …")
            steps.fill_with_samples(settings, environment)
        if settings.mail_url is None:
            self._start_program(
                "mail",
                [sys.executable, "-m", "deploy.local.mail_sink", f"{LOOPBACK}:{mail_port}", str(settings.mails)],
                environment,
            )
        self.say("Starting the four services …")
        self._start_services(environment)

    def _start_services(self, environment: dict[str, str]) -> None:
        web = [sys.executable, "-m", "gunicorn", "--bind", f"{LOOPBACK}:{self.settings.port}", "--no-control-socket"]
        web += ["--worker-class", "gthread", "--threads", str(THREADS), "--graceful-timeout", "5"]
        web += ["--worker-tmp-dir", "/dev/shm"]  # noqa: S108 - a sign of life on a busy disk may come too late
        self._start_program("web", [*web, "deploy.local.wsgi:application"], environment)
        for service in SERVICES:
            self._start_program(f"{service}-worker", steps.worker(service, "run"), environment)
        self._wait_for_pages()
        self.console.print(steps.accounts_table(self.settings))
        self.say(f"These accounts were made at the first start; they stand in {_short(self.settings.credentials)} too.")
        self.say(f"Linli runs at {self.settings.url} — sign in as officer, for example. Ctrl-C stops it.")

    def _start_program(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        log = self.settings.logs / f"{name}.log"
        self.supervisor.start(name, Program(command, environment, log))

    def _wait_for_pages(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        for service in SERVICES:
            while not _ready(f"{self.settings.url}/{service}/readyz"):
                if time.monotonic() > deadline:
                    log = self.settings.logs / "web.log"
                    raise CannotRun(f"The web process does not answer; see {log}: {processes.last_lines(log)}")
                time.sleep(0.2)


def _short(path: Path) -> Path:
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def _ready(url: str) -> bool:
    try:
        return requests.get(url, timeout=5).ok
    except requests.RequestException:
        return False
