"""The services' processes as a test starts, holds, kills and reads them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shared.db import Database
from shared.ids import new_id
from shared.local import processes
from tests.faults.sample_service.harness import PATIENCE_SECONDS, eventually

PACKAGE = "tests.faults.sample_service"
UNUSED = ("SECRET_KEY", "SESSION_KEYS")


class Program:
    """One process on ``database``; ``pause_at`` names the function before which it stops once."""

    def __init__(
        self, folder: Path, database: Database, amqp_url: str, *command: str, pause_at: str = "", **environment: str
    ) -> None:
        name = f"{command[0]}-{new_id()}"
        self.log, self.pause_file = folder / f"{name}.log", folder / f"{name}.pause"
        self.environment = os.environ | {
            "DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
            "AMQP_URL": amqp_url,
            "PAUSE_AT": pause_at,
            "PAUSE_FILE": str(self.pause_file),
            **dict.fromkeys(UNUSED, "unused"),
            **environment,
        }
        self.command = [sys.executable, "-m", f"{PACKAGE}.{command[0]}", *command[1:]]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Program":
        self.process = processes.start(self.command, log=self.log, environment=self.environment)
        return self

    def kill(self) -> None:
        if self.process is not None:
            processes.kill(self.process)

    def stop(self) -> int:
        """SIGTERM; returns the exit code."""
        if self.process is None:
            return 0
        processes.stop(self.process)
        return self.process.returncode

    def wait(self, seconds: float = PATIENCE_SECONDS) -> int:
        assert self.process is not None
        return self.process.wait(seconds)

    @property
    def paused(self) -> bool:
        return self.pause_file.exists()

    def wait_for_pause(self) -> None:
        assert eventually(lambda: self.paused), self.text

    def go_on(self) -> None:
        self.pause_file.unlink()

    @property
    def text(self) -> str:
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""

    def logged(self, event: str) -> list[dict[str, Any]]:
        """The log's entries of this name."""
        entries = [json.loads(line) for line in self.text.splitlines() if line.startswith("{")]
        return [entry for entry in entries if entry["event"] == event]

    def wait_for_log(self, event: str) -> None:
        assert eventually(lambda: bool(self.logged(event))), self.text


@contextmanager
def all_of(*programs: Program) -> Iterator[None]:
    """Starts them, and leaves none behind."""
    try:
        for program in programs:
            program.start()
        yield
    finally:
        for program in programs:
            program.stop()
