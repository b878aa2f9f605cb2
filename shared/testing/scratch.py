"""Where a test run keeps its files: in memory where there is room, since thousands of small databases are synced.

Servers and programs find it as their ``TMPDIR``. Whoever removes it takes along what a killed test has left.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.testing import servers

MEMORY = Path("/dev/shm")  # noqa: S108 - the folder made there is the run's own
ROOM_BYTES = 2 * 1024**3
PREFIX = "linli-tests-"


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for the temporary files of this process and its children, gone at the end."""
    root = MEMORY if _has_room(MEMORY) else Path(tempfile.gettempdir())
    _remove_abandoned(root)
    made = root / f"{PREFIX}{os.getpid()}"
    made.mkdir(mode=0o755)  # PostgreSQL gets there as another user when we are root
    before = tempfile.gettempdir()
    _use(made)
    try:
        yield made
    finally:
        _use(Path(before))
        _remove(made)


def _use(chosen: Path) -> None:
    os.environ["TMPDIR"] = tempfile.tempdir = str(chosen)


def _has_room(root: Path) -> bool:
    return os.access(root, os.W_OK) and shutil.disk_usage(root).free > ROOM_BYTES


def _remove_abandoned(root: Path) -> None:
    """What runs that were killed left there; memory would else stay taken."""
    for left in root.glob(f"{PREFIX}*"):
        if not Path(f"/proc/{left.name.removeprefix(PREFIX)}").exists():
            _remove(left)


def _remove(folder: Path) -> None:
    servers.remove_left_by(folder)
    shutil.rmtree(folder, ignore_errors=True)
