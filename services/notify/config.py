"""Settings of the notify service."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from shared import config


class BadSetting(SystemExit):
    """A setting is no value that can be used; the process ends with this sentence."""


@dataclass(frozen=True, kw_only=True)
class Settings(config.Settings):
    """``channel_urls`` has an apprise URL for each channel in use; ``{phone}`` in it stands for the recipient's.

    ``statement_signing_key`` is the private Ed25519 JWK (JSON) that signs statements of income and expenditure, empty
    where none can be signed; ``statement_keys`` is the set of all public keys that ever did.
    """

    channel_urls: Mapping[str, str]
    statement_signing_key: str = ""
    statement_keys: str = ""


def load() -> Settings:
    """Reads the environment. Raises ``MissingSetting`` with the name that is absent, ``BadSetting``."""
    environment = config.Environment("notify")
    values: dict[str, Any] = environment.common()
    return Settings(
        **values,
        channel_urls=_channel_urls(environment),
        statement_signing_key=environment.get("STATEMENT_SIGNING_KEY", ""),
        statement_keys=environment.get("STATEMENT_KEYS", ""),
    )


def settings_of(session: Session) -> Settings:
    """The settings with which the session's database was opened."""
    settings: Settings = session.info["settings"]
    return settings


def _channel_urls(environment: config.Environment) -> dict[str, str]:
    """``MAIL_URL`` and ``SMS_URL``, and further channels by name from ``CHANNEL_URLS`` (a JSON object)."""
    try:
        urls = json.loads(environment.get("CHANNEL_URLS", "") or "{}")
    except ValueError:
        urls = None
    if not isinstance(urls, dict) or not all(isinstance(url, str) for url in urls.values()):
        raise BadSetting('notify: CHANNEL_URLS must be a JSON object like {"webhook": "json://example.com/hook"}.')
    urls |= {"email": environment.get("MAIL_URL", ""), "sms": environment.get("SMS_URL", "")}
    return {channel: url for channel, url in urls.items() if url}
