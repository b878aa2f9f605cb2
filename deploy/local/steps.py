"""What is done once before the processes run: topology, migrations, sample data, demo accounts."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich import box
from rich.table import Table

from deploy.local.configuration import ROOT, SERVICES, Configuration
from deploy.local.secrets_file import write_private
from shared.local import processes
from shared.local.processes import CannotRun

SAMPLES = ROOT / "deploy" / "samples"
TOPOLOGY = ROOT / "deploy" / "rabbitmq" / "topology.json"
Step = tuple[str, Path, subprocess.Popen[bytes]]


def start_migrations(configuration: Configuration, environment: Mapping[str, str]) -> list[Step]:
    """Starts them side by side; ``finish`` waits."""
    return [
        _start(f"{service}: migrate", worker(service, "migrate"), configuration, environment) for service in SERVICES
    ]


def declare_topology(configuration: Configuration, environment: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "shared.topology", "apply", str(TOPOLOGY)]
    finish([_start("RabbitMQ: declare queues", command, configuration, environment)])


def finish(steps: Sequence[Step]) -> None:
    """Raises ``CannotRun`` for the first that failed."""
    for name, log, process in steps:
        if process.wait():
            raise CannotRun(f"{name} failed; see {log}: {processes.last_lines(log)}")


def fill_with_samples(configuration: Configuration, environment: Mapping[str, str]) -> None:
    """Imports the sample estate and makes an account for each role; the passwords are kept in credentials.json."""
    for sample in sorted(SAMPLES.glob("*.xlsx")):
        _run(worker("ticketing", "import", str(sample)), environment)
    accounts = json.loads(_run(worker("ticketing", "demo"), environment, capture=True))
    write_private(configuration.credentials, accounts)


def accounts_table(configuration: Configuration) -> Table:
    """The demo accounts as they were generated, for the terminal."""
    accounts = json.loads(configuration.credentials.read_text(encoding="utf-8"))
    table = Table("role", "username", "password", box=box.SIMPLE_HEAD)
    for role, account in accounts.items():
        table.add_row(role.replace("_", " "), account["username"], account["password"])
    return table


def worker(service: str, *arguments: str) -> list[str]:
    """The command line of a service's worker."""
    return [sys.executable, "-m", f"services.{service}.worker", *arguments]


def _start(name: str, command: list[str], configuration: Configuration, environment: Mapping[str, str]) -> Step:
    log = configuration.logs / "setup.log"
    return name, log, processes.start(command, log=log, environment=environment)


def _run(command: list[str], environment: Mapping[str, str], *, capture: bool = False) -> str:
    """Runs in the terminal, where a person sees the progress; with ``capture`` returns what it prints instead."""
    stdout = subprocess.PIPE if capture else None
    result = subprocess.run(command, env=environment, stdout=stdout, text=True, check=False)  # noqa: S603 - our own
    if result.returncode:
        raise CannotRun(f"`{' '.join(command[2:])}` failed, see above.")
    return result.stdout or ""
