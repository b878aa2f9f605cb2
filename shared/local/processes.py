"""Children in process groups of their own, which end with their parent however it ends."""

import os
import pwd
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

STOP_SECONDS = 15
LOOPBACK = "127.0.0.1"


class CannotRun(Exception):
    """A program is missing, or did not start; the message is one sentence for the terminal."""


def start(
    command: Sequence[str | Path],
    *,
    log: Path,
    environment: Mapping[str, str] | None = None,
    user: str | None = None,
    keep: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Starts ``command``, its output appended to ``log``; ``user`` is taken on when we are root; open files in
    ``keep`` stay open in the child.

    The kernel sends the child SIGTERM when the calling *thread* dies, so call from a thread that stays.
    """
    guard = ["setpriv", "--pdeathsig", "TERM"]
    if user is not None and os.geteuid() == 0:
        guard += ["--reuid", user, "--regid", str(pwd.getpwnam(user).pw_gid), "--init-groups"]
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603 - commands come from our own code
            [*guard, *command],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            process_group=0,
            pass_fds=keep,
        )


def stop(process: subprocess.Popen[bytes], seconds: float = STOP_SECONDS) -> None:
    """Asks the child to end, waits, and after ``seconds`` kills its whole group."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """``kill -9`` for the child and its group."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    """A TCP port on the loopback interface that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(answers: Callable[[], bool], alive: Callable[[], bool], seconds: float) -> bool:
    """Whether ``answers`` became true in time, asked again and again while ``alive`` holds."""
    deadline = time.monotonic() + seconds
    while alive() and time.monotonic() < deadline:
        if answers():
            return True
        time.sleep(0.1)
    return False


def last_lines(log: Path, lines: int = 5) -> str:
    """The end of a log, for the sentence that says why its program did not start."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
