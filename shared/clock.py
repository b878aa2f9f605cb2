"""The one place that asks for the time; always aware, always UTC."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    return datetime.now(UTC)


def today(zone: ZoneInfo) -> date:
    """The day that it is in ``zone``."""
    return now().astimezone(zone).date()
