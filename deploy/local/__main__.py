"""Runs Linli on one machine without Docker, until Ctrl-C: ``make run``, or ``python -m deploy.local``.

PORT (8000) chooses the port, VAR (var) the folder for all data. AMQP_URL (with MANAGEMENT_URL) names a broker to
use instead of a private node, MAIL_URL an apprise URL for e-mail instead of files under var/mail.
"""

import fcntl
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from deploy.local import configuration
from deploy.local.launcher import Launcher
from shared.local.processes import LOOPBACK, CannotRun


def main() -> None:
    _end_in_good_order()
    try:
        settings = configuration.read()
        _check_port(settings.port)
        settings.folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # people's data
        settings.logs.mkdir(exist_ok=True)
        with _alone(settings.folder):
            Launcher(settings).run()
    except CannotRun as error:
        sys.exit(str(error))


def _end_in_good_order() -> None:
    """On SIGINT even where a script's background job ignores it; on SIGHUP unless `nohup` said otherwise."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _interrupt)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """Every way to end us is like Ctrl-C."""
    raise KeyboardInterrupt


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except PermissionError as error:
            raise CannotRun(f"Port {port} is reserved for root; choose another: make run PORT=8001") from error
        except OSError as error:
            raise CannotRun(f"Port {port} is taken by another program; choose another: make run PORT=8001") from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The lock ends with this process, however it ends."""
    with (folder / "lock").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotRun(f"Linli runs already with the data in {folder}; others: make run VAR=var2 …") from error
        yield


if __name__ == "__main__":
    main()
