"""Structured logs: one JSON object for each line, or readable lines for a person at a terminal."""

import logging
import sys
from typing import Any

import structlog

from shared import tracing


def configure_logging(log_format: str = "json") -> None:
    """``log_format`` is ``json`` or ``console``. Logs of libraries go the same way, from WARNING upward."""
    renderer: Any = structlog.processors.JSONRenderer(ensure_ascii=False)
    if log_format == "console":
        renderer = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _add_trace,
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("pika").setLevel(logging.CRITICAL)  # the relay and the consumer report the broker's loss


def _add_trace(_logger: Any, _method: str, entry: Any) -> Any:
    traceparent = tracing.current_traceparent()
    return entry | {"trace": traceparent[3:35]} if traceparent else entry
