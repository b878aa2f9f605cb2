"""W3C trace context: one trace runs from the request over the event into its effects."""

import os
import re
from contextvars import ContextVar

_TRACEPARENT = re.compile(r"^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$")
_current: ContextVar[str | None] = ContextVar("traceparent", default=None)


def current_traceparent() -> str | None:
    return _current.get()


def start_trace(parent: str | None = None) -> str:
    """Continues ``parent`` when it is a valid traceparent, else begins a new trace; returns the new value."""
    trace_id = parent[3:35] if parent and _TRACEPARENT.match(parent) else os.urandom(16).hex()
    traceparent = f"00-{trace_id}-{os.urandom(8).hex()}-01"
    _current.set(traceparent)
    return traceparent
