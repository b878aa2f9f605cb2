"""Settings of the survey service."""

from typing import Any

from shared import config


class Settings(config.Settings):
    """The survey service needs nothing beyond what every service has."""


def load() -> Settings:
    """Reads the environment. Raises ``MissingSetting`` with the name that is absent."""
    values: dict[str, Any] = config.Environment("survey").common()
    return Settings(**values)
