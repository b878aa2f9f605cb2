"""The one place that asks for the time; always aware, always UTC."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
