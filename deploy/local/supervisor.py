"""Keeps programs running: starts again what ends by itself, with growing pauses, and says so."""

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from shared.local import processes
from shared.local.processes import CannotRun

PAUSES = (1, 2, 5, 10, 30)
SETTLED_SECONDS = 60
LOOK_SECONDS = 0.5


class Startable(Protocol):
    @property
    def running(self) -> bool: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


@dataclass
class Program:
    """A child process with a log of its own."""

    command: Sequence[str | Path]
    environment: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        self.process = processes.start(self.command, log=self.log, environment=self.environment)

    def stop(self) -> None:
        if self.process is not None:
            processes.stop(self.process)


@dataclass
class _Kept:
    name: str
    program: Startable
    started: float
    ends_last: bool
    failures: int = 0
    due: float | None = None


@dataclass
class Supervisor:
    """``say`` gets one sentence for each thing that a person should know."""

    say: Callable[[str], None]
    kept: list[_Kept] = field(default_factory=list)

    def start(self, name: str, program: Startable, *, ends_last: bool = False) -> None:
        """Starts the program and keeps it running from now on. Raises ``CannotRun``."""
        self.kept.append(_Kept(name, program, time.monotonic(), ends_last))
        program.start()

    def watch(self) -> None:
        """Looks after the programs until an exception (a signal's) ends it."""
        while True:
            for kept in self.kept:
                self._look(kept)
            time.sleep(LOOK_SECONDS)

    def stop(self) -> None:
        """Ends everything and returns: all at once, then those that the others need to the end."""
        for ends_last in (False, True):
            programs = [kept.program for kept in self.kept if kept.ends_last is ends_last]
            with ThreadPoolExecutor() as threads:
                list(threads.map(lambda program: program.stop(), programs))

    def _look(self, kept: _Kept) -> None:
        now = time.monotonic()
        if kept.due is not None:
            if now >= kept.due:
                self._start_again(kept)
        elif not kept.program.running:
            kept.failures = 0 if now - kept.started > SETTLED_SECONDS else kept.failures
            pause = PAUSES[min(kept.failures, len(PAUSES) - 1)]
            self.say(f"{kept.name} has ended by itself; it starts again in {pause} s.")
            kept.failures += 1
            kept.due = now + pause

    def _start_again(self, kept: _Kept) -> None:
        kept.due = None
        kept.started = time.monotonic()
        try:
            kept.program.start()
        except CannotRun as error:
            self.say(str(error))
