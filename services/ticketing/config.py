"""Settings of the ticketing service."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from shared import config


@dataclass(frozen=True, kw_only=True)
class Settings(config.Settings):
    """``session_signing_key`` is the private Ed25519 JWK (JSON) that signs the staff's sign-in tokens.

    A ticket may be reopened for ``reopen_days`` after it was closed. Tickets filed within ``duplicate_hours`` of each
    other may be about the same.
    A margin above ``low_margin_percent`` of a paid service's income is marked as more than a low one (微利, C2.2).
    ``oidc_issuer`` is the company's own identity provider, empty without one.
    """

    session_signing_key: str
    reopen_days: int
    duplicate_hours: int
    low_margin_percent: int
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str


def load() -> Settings:
    """Reads the environment. Raises ``MissingSetting`` with the name that is absent."""
    environment = config.Environment("ticketing")
    values: dict[str, Any] = environment.common()
    issuer = environment.get("OIDC_ISSUER", "").rstrip("/")
    return Settings(
        **values,
        session_signing_key=environment.get("SESSION_SIGNING_KEY"),
        reopen_days=int(environment.get("REOPEN_DAYS", "30")),
        duplicate_hours=int(environment.get("DUPLICATE_HOURS", "72")),
        low_margin_percent=int(environment.get("LOW_MARGIN_PERCENT", "20")),
        oidc_issuer=issuer,
        oidc_client_id=environment.get("OIDC_CLIENT_ID") if issuer else "",
        oidc_client_secret=environment.get("OIDC_CLIENT_SECRET") if issuer else "",
    )


def settings_of(session: Session) -> Settings:
    """The settings with which the session's database was opened."""
    settings: Settings = session.info["settings"]
    return settings
