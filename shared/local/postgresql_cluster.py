"""A private PostgreSQL cluster of the installed package, on the loopback interface, for tests and measurements."""

import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

import psycopg

from shared.local import processes
from shared.local.processes import LOOPBACK, CannotRun

BINARIES = Path("/usr/lib/postgresql")
ADMIN = "postgres"
START_SECONDS = 60
OPTIONS = ("max_connections=300", "shared_buffers=128MB", f"listen_addresses={LOOPBACK}")
# Enough for a server whose processes may be killed, not for a machine that loses power.
UNSYNCED = ("fsync=off", "full_page_writes=off")


class PostgreSQLCluster:
    """One cluster in ``folder``. ``start`` after ``kill`` or ``stop`` brings it back with its data and port."""

    def __init__(self, folder: Path, options: Sequence[str] = ()) -> None:
        self.options = (*OPTIONS, *options)
        self.folder = folder.resolve()
        self.port = processes.free_port()
        self.server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """For the administrator, without the database's name at the end."""
        return f"postgresql+psycopg://{ADMIN}@{LOOPBACK}:{self.port}/"

    @property
    def running(self) -> bool:
        return self.server is not None and self.server.poll() is None

    def start(self) -> None:
        """Returns when clients can connect. Raises ``CannotRun``."""
        programs = _programs()
        if not self._data.exists():
            self._create(programs)
        command: list[str | Path] = [programs / "postgres", "-D", self._data, "-p", str(self.port), "-k", self.folder]
        for option in self.options:
            command += ["-c", option]
        self.server = processes.start(command, log=self._log, user=_user())
        if not processes.wait_until(lambda: accepts_clients(self.url), lambda: self.running, START_SECONDS):
            self.stop()
            raise CannotRun(f"PostgreSQL did not start; see {self._log}: {processes.last_lines(self._log)}")

    def stop(self) -> None:
        """Ends all connections and shuts down in good order."""
        if self.server is not None:
            if self.running:
                self.server.send_signal(signal.SIGINT)  # PostgreSQL's "fast" shutdown; SIGTERM waits
            processes.stop(self.server)

    def kill(self) -> None:
        """``kill -9``; the data stay as they are, and the next start recovers them."""
        if self.server is not None:
            processes.kill(self.server)

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _log(self) -> Path:
        return self.folder / "output.log"

    def _create(self, programs: Path) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if user := _user():
            shutil.chown(self.folder, user)
        command: list[str | Path] = [
            programs / "initdb",
            "-D",
            self._data,
            "-U",
            ADMIN,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ]
        if processes.start(command, log=self._log, user=_user()).wait():
            raise CannotRun(f"PostgreSQL's initdb failed; see {self._log}: {processes.last_lines(self._log)}")


def accepts_clients(url: str) -> bool:
    """Whether a client can connect; ``url`` is one of SQLAlchemy's, without the database's name."""
    try:
        psycopg.connect(f"{url.replace('+psycopg', '')}postgres", connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _programs() -> Path:
    versions = sorted(BINARIES.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not versions:
        raise CannotRun("PostgreSQL is missing: install the package postgresql.")
    return versions[-1].parent


def _user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return ADMIN if ADMIN in known else "nobody"
