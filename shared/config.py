"""Settings from the environment, read once, frozen.

``<SERVICE>_<NAME>`` wins over ``<NAME>``, so that one host can run all four services; ``<NAME>_FILE`` names a
file that holds the value (a Docker secret).
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo


class MissingSetting(SystemExit):
    """A required setting is absent; the process ends with this sentence."""


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """A folder of an S3-compatible bucket; ``url`` is ``https://server/bucket``, with ``?region=`` where one counts."""

    url: str
    key: str
    secret: str = field(repr=False)
    folder: str


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What every service needs. Services extend it in their ``config.py``.

    ``trusted_proxies`` counts the reverse proxies in front, whose word on the client's address is believed.
    ``collector`` is the URL of an OpenTelemetry collector, empty without one.
    """

    service: str
    database_url: str
    amqp_url: str
    secret_key: str
    session_keys: str
    public_url: str
    site_zone: ZoneInfo
    data_dir: Path
    partitions: int
    secure_cookies: bool
    trusted_proxies: int
    log_format: str
    collector: str = ""
    bucket: Bucket | None = None

    @property
    def attachments(self) -> Path | Bucket:
        """Where the files that people attach are kept."""
        return self.bucket or self.data_dir / "attachments"


class Environment:
    """Reads one service's settings."""

    def __init__(self, service: str) -> None:
        self.service = service

    def get(self, name: str, default: str | None = None) -> str:
        """The value; raises ``MissingSetting`` when there is neither a value nor a default."""
        for candidate in (f"{self.service.upper()}_{name}", name):
            if candidate in os.environ:
                return os.environ[candidate]
            if path := os.environ.get(f"{candidate}_FILE"):
                return Path(path).read_text(encoding="utf-8").strip()
        if default is None:
            raise MissingSetting(f"{self.service}: set {name} (or {name}_FILE) in the environment.")
        return default

    def common(self) -> dict[str, object]:
        """The fields of ``Settings``, to be passed to a service's own settings class."""
        public_url = self.get("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
        return {
            "service": self.service,
            "database_url": self.get("DATABASE_URL"),
            "amqp_url": self.get("AMQP_URL"),
            "secret_key": self.get("SECRET_KEY"),
            "session_keys": self.get("SESSION_KEYS"),
            "public_url": public_url,
            "site_zone": ZoneInfo(self.get("SITE_ZONE", "Asia/Shanghai")),
            "data_dir": Path(self.get("DATA_DIR", "var/data")) / self.service,
            "partitions": int(self.get("PARTITIONS", "1")),
            "secure_cookies": public_url.startswith("https://"),
            "trusted_proxies": int(self.get("TRUSTED_PROXIES", "0")),
            "log_format": self.get("LOG_FORMAT", "json"),
            "collector": self.get("OTEL_EXPORTER_OTLP_ENDPOINT", ""),
            "bucket": self._bucket(),
        }

    def _bucket(self) -> Bucket | None:
        url = self.get("ATTACHMENTS_URL", "")
        if not url:
            return None
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or not parts.path.strip("/"):
            raise MissingSetting(f"{self.service}: ATTACHMENTS_URL must be https://server/bucket, not {url}.")
        key, secret = self.get("ATTACHMENTS_KEY", ""), self.get("ATTACHMENTS_SECRET", "")
        if not key or not secret:
            raise MissingSetting(f"{self.service}: ATTACHMENTS_URL needs ATTACHMENTS_KEY and ATTACHMENTS_SECRET.")
        return Bucket(url=url, key=key, secret=secret, folder=self.service)
