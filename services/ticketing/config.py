"""Settings of the ticketing service."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from shared import config


@dataclass(frozen=True, kw_only=True)
class Settings(config.Settings):
    """``session_signing_key`` is the private Ed25519 JWK (JSON) that signs the staff's sign-in tokens."""

    session_signing_key: str


def load() -> Settings:
    """Reads the environment. Raises ``MissingSetting`` with the name that is absent."""
    environment = config.Environment("ticketing")
    values: dict[str, Any] = environment.common()
    return Settings(**values, session_signing_key=environment.get("SESSION_SIGNING_KEY"))


def settings_of(session: Session) -> Settings:
    """The settings with which the session's database was opened."""
    settings: Settings = session.info["settings"]
    return settings
