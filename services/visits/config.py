"""Settings of the visits service."""

from typing import Any

from sqlalchemy.orm import Session

from shared import config


class Settings(config.Settings):
    """The visits service needs nothing beyond what every service has."""


def load() -> Settings:
    """Reads the environment. Raises ``MissingSetting`` with the name that is absent."""
    values: dict[str, Any] = config.Environment("visits").common()
    return Settings(**values)


def settings_of(session: Session) -> Settings:
    """The settings with which the session's database was opened."""
    settings: Settings = session.info["settings"]
    return settings
