"""W3C trace context: one trace runs from the request over the event into its effects.

Lines of the log carry it in any case. Where a collector is named, ``record`` also sends it what was done and for how
long; without one, nothing of OpenTelemetry is even imported.
"""

import os
import re
from contextvars import ContextVar
from typing import Protocol, Self

from shared.config import MissingSetting

_TRACEPARENT = re.compile(r"^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$")
_current: ContextVar[str | None] = ContextVar("traceparent", default=None)


class Span:
    """A piece of work, from its making to the end of its block; this one is not recorded."""

    traceparent: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Ends the work; an error that it ended with is told."""

    def note(self, *, failed: bool = False, **facts: str | int) -> None:
        """Facts by OpenTelemetry's names, with ``__`` for a dot."""


class Recorder(Protocol):
    def __call__(self, service: str, name: str, parent: str | None, kind: str) -> Span: ...


UNRECORDED = Span()
_recorder: Recorder | None = None


def record(collector: str) -> None:
    """From now on spans are sent to the collector at this URL (OTLP over HTTP). Raises ``MissingSetting``."""
    global _recorder  # noqa: PLW0603 - one for the process, like the log
    try:
        from shared.telemetry import recorder  # noqa: PLC0415 - an optional extra, and not for those who do without
    except ImportError as error:
        raise MissingSetting(
            "OTEL_EXPORTER_OTLP_ENDPOINT needs the packages of requirements-tracing.lock (images: TRACING=1)."
        ) from error
    _recorder = recorder(collector)


def recording() -> bool:
    return _recorder is not None


def current_traceparent() -> str | None:
    return _current.get()


def start_trace(parent: str | None = None) -> str:
    """Continues ``parent`` when it is a valid traceparent, else begins a new trace; returns the new value."""
    trace_id = parent[3:35] if parent and _TRACEPARENT.match(parent) else os.urandom(16).hex()
    traceparent = f"00-{trace_id}-{os.urandom(8).hex()}-01"
    _current.set(traceparent)
    return traceparent


def span(service: str, name: str, parent: str | None = None, kind: str = "internal") -> Span:
    """Like ``start_trace``, for work that is recorded. ``kind`` is OpenTelemetry's: server, consumer, internal."""
    if _recorder is None:
        start_trace(parent)
        return UNRECORDED
    begun = _recorder(service, name, parent, kind)
    _current.set(begun.traceparent)
    return begun


def aside(service: str, name: str, parent: str | None) -> Span:
    """The sending of a message that ``parent`` caused: no work of the caller's own trace."""
    return UNRECORDED if _recorder is None else _recorder(service, name, parent, "producer")
