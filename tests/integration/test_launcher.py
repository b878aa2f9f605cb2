"""`make run`: what its person sees, and that it leaves nothing behind."""

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from shared.local import processes
from shared.testing.needs import need

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("ticketing", "survey", "notify", "visits")
START_SECONDS = 110

pytestmark = pytest.mark.timeout(240)


class Installation:
    """One folder of data, and the launcher that runs on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = processes.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.launcher: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        return self.folder / "var"

    @property
    def terminal(self) -> str:
        return (self.folder / "terminal").read_text(encoding="utf-8")

    @property
    def credentials(self) -> dict[str, dict[str, str]]:
        accounts: dict[str, dict[str, str]] = json.loads((self.data / "credentials.json").read_text(encoding="utf-8"))
        return accounts

    def start(self) -> subprocess.Popen[bytes]:
        """Returns when the launcher says that Linli runs."""
        before = self.terminal.count("Linli runs at") if (self.folder / "terminal").exists() else 0
        environment = os.environ | {"PORT": str(self.port), "VAR": str(self.data)}
        environment.pop("AMQP_URL", None)
        self.launcher = processes.start(_LAUNCHER, log=self.folder / "terminal", environment=environment)
        alive = self.launcher.poll
        assert processes.wait_until(
            lambda: self.terminal.count("Linli runs at") > before, lambda: alive() is None, START_SECONDS
        ), self.terminal
        return self.launcher

    def sign_in(self) -> requests.Response:
        account = next(iter(self.credentials.values()))
        return requests.post(f"{self.url}/ticketing/api/v1/sessions", json=account, timeout=10)


_LAUNCHER = [sys.executable, "-m", "deploy.local"]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    need("rabbitmq")
    created = Installation(tmp_path_factory.mktemp("installation"))
    created.start()
    yield created
    if created.launcher is not None:
        processes.stop(created.launcher, 30)


def test_four_services_answer_under_one_address(installation: Installation) -> None:
    answers = {
        service: requests.get(f"{installation.url}/{service}/healthz", timeout=10).status_code for service in SERVICES
    }
    assert answers == dict.fromkeys(SERVICES, 200)
    assert requests.get(installation.url, allow_redirects=False, timeout=10).headers["Location"] == "/ticketing/today"


def test_generated_passwords_are_shown_and_kept_for_their_owner_alone(installation: Installation) -> None:
    for name in ("credentials.json", "secrets.json"):
        assert stat.S_IMODE((installation.data / name).stat().st_mode) == 0o600
    for account in installation.credentials.values():
        assert account["username"] in installation.terminal
        assert account["password"] in installation.terminal
    assert installation.sign_in().ok


def test_a_program_that_dies_is_started_again(installation: Installation) -> None:
    worker = _process(installation, "services.visits.worker")
    assert worker is not None
    os.kill(worker, signal.SIGKILL)
    assert _soon(lambda: "visits-worker has ended by itself" in installation.terminal)
    assert _soon(lambda: _process(installation, "services.visits.worker") not in (None, worker))


def test_a_taken_port_gives_one_sentence(installation: Installation, tmp_path: Path) -> None:
    assert _refusal(PORT=str(installation.port), VAR=str(tmp_path)) == (
        f"Port {installation.port} is taken by another program; choose another: make run PORT=8001\n"
    )


def test_a_second_start_on_the_same_data_gives_one_sentence(installation: Installation) -> None:
    sentence = _refusal(PORT=str(processes.free_port()), VAR=str(installation.data))
    assert sentence.startswith(f"Linli runs already with the data in {installation.data}")


def test_a_port_that_is_no_number_gives_one_sentence(tmp_path: Path) -> None:
    assert _refusal(PORT="http", VAR=str(tmp_path)) == "PORT must be a number from 1 to 65535, not 'http'.\n"


def test_a_dead_broker_gives_one_sentence(tmp_path: Path) -> None:
    port = processes.free_port()
    url = f"amqp://linli:secret@127.0.0.1:{port}/"
    sentence = _refusal(PORT=str(processes.free_port()), VAR=str(tmp_path), AMQP_URL=url)
    assert sentence == f"No RabbitMQ lets us in at 127.0.0.1:{port} (AMQP_URL): Connection refused.\n"


def test_kill_9_of_the_launcher_leaves_no_orphans_and_a_second_start_keeps_the_data(installation: Installation) -> None:
    assert installation.launcher is not None
    children = _descendants(installation.launcher.pid)
    installation.launcher.kill()
    assert _soon(lambda: _alive(children) == [])
    installation.start()
    assert installation.sign_in().ok


def test_sigterm_stops_everything(installation: Installation) -> None:
    assert installation.launcher is not None
    children = _descendants(installation.launcher.pid)
    installation.launcher.terminate()
    assert installation.launcher.wait(30) == 0
    assert _alive(children) == []


def _refusal(**environment: str) -> str:
    """What a launcher that cannot start tells its person; it must end by itself, with an error."""
    result = subprocess.run(
        _LAUNCHER, env=os.environ | environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 1
    return result.stderr


def _descendants(pid: int) -> list[int]:
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    return children + [pid for child in children for pid in _descendants(child)]


def _process(installation: Installation, module: str) -> int | None:
    assert installation.launcher is not None
    for pid in _descendants(installation.launcher.pid):
        if module.encode() in _command_line(pid):
            return pid
    return None


def _alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if _command_line(pid)]


def _command_line(pid: int) -> bytes:
    """Empty for a process that is gone, or has ended and only waits to be collected."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""


def _soon(condition: Callable[[], bool]) -> bool:
    return processes.wait_until(condition, lambda: True, 20)
