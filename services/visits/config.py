"""Settings of the visits service."""

from typing import Any

from shared import config


class Settings(config.Settings):
    """The visits service needs nothing beyond what every service has."""


def load() -> Settings:
    """Reads the environment. Raises ``MissingSetting`` with the name that is absent."""
    values: dict[str, Any] = config.Environment("visits").common()
    return Settings(**values)
