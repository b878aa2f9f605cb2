"""Notify's worker with one more channel, ``sink://``: what is sent there becomes a line of the file ``SINK``."""

import os
import runpy
from typing import Any

import apprise.decorators

SINK = os.open(os.environ["SINK"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


@apprise.decorators.notify(on="sink")  # type: ignore[untyped-decorator]
def swallow(body: str, title: str, *_rest: Any, **_more: Any) -> bool:
    line = f"{title} {len(body)}\n".encode()
    return os.write(SINK, line) == len(line)


if __name__ == "__main__":
    runpy.run_module("services.notify.worker", run_name="__main__", alter_sys=True)
