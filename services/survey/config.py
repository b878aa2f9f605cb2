"""Settings of the survey service."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from shared import config


@dataclass(frozen=True, kw_only=True)
class Settings(config.Settings):
    """From the month ``survey_alarm_month`` of each half year on, 1 to 6, its questionnaire must be planned (A2.1)."""

    survey_alarm_month: int = 4


def load() -> Settings:
    """Reads the environment. Raises ``MissingSetting`` with the name that is absent."""
    environment = config.Environment("survey")
    values: dict[str, Any] = environment.common()
    return Settings(**values, survey_alarm_month=int(environment.get("SURVEY_ALARM_MONTH", "4")))


def settings_of(session: Session) -> Settings:
    """The settings with which the session's database was opened."""
    settings: Settings = session.info["settings"]
    return settings
