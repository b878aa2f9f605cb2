"""What each process of an idle installation takes: its proportional share of memory (PSS)."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

from deploy.services import SERVICES
from tests.bench.installation import Installation, installation
from tests.bench.surroundings import Figure, Surroundings

SETTLE_SECONDS = 10
MEGABYTE = 1024  # of kB
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


def measure(place: Surroundings) -> Iterator[Figure]:
    with installation(place) as running:
        for service in SERVICES:
            name = service.name
            running.start_web(name, f"services.{name}.wsgi:application", name, f"/{name}/readyz")
            running.start_worker(name)
        time.sleep(SETTLE_SECONDS)
        for process in sorted(running.processes):
            yield Figure(f"idle memory, {process}, MB", f"{held_by(running, process):.0f}", "", "", "stated", None)


def held_by(running: Installation, name: str) -> float:
    root = running.processes[name].pid
    return sum(_pss(pid) for pid in _family(root)) / MEGABYTE


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(member for child in children for member in _family(int(child)))]


def _pss(pid: int) -> int:
    """In kB; 0 for a process that has just gone."""
    try:
        found = _PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii"))
    except FileNotFoundError:
        return 0
    return int(found[1]) if found else 0
