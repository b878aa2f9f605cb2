"""Holding a process at a chosen point of its work, so that a test can kill it exactly there.

``PAUSE_AT=shared.broker:Subscription.ack`` names the function before which it stops, once: it makes the file
``PAUSE_FILE`` and goes on only when somebody removes it.
"""

import importlib
import os
import time
from functools import wraps
from operator import attrgetter
from pathlib import Path
from typing import Any

LOOK_SECONDS = 0.02


def install() -> None:
    """To be called once, before the work begins."""
    if not (point := os.environ.get("PAUSE_AT")):
        return
    module, _, path = point.partition(":")
    holder, _, name = path.rpartition(".")
    owner: Any = importlib.import_module(module)
    if holder:
        owner = attrgetter(holder)(owner)
    setattr(owner, name, _paused(getattr(owner, name)))


def _paused(function: Any) -> Any:
    happened: list[bool] = []

    @wraps(function)
    def pause_first(*arguments: Any, **named: Any) -> Any:
        if not happened:
            happened.append(True)
            _pause(Path(os.environ["PAUSE_FILE"]))
        return function(*arguments, **named)

    return pause_first


def _pause(file: Path) -> None:
    file.touch()
    while file.exists():
        time.sleep(LOOK_SECONDS)
