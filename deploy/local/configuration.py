"""What the launcher is told (environment) and what it tells the services (their environment)."""

import os
from dataclasses import dataclass
from pathlib import Path

from deploy.local.secrets_file import Secrets
from shared.local.processes import LOOPBACK, CannotRun

SERVICES = ("ticketing", "survey", "notify", "visits")
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Configuration:
    """``folder`` (VAR) holds all data; ``amqp_url`` and ``mail_url`` are None where the launcher provides its own."""

    port: int
    folder: Path
    amqp_url: str | None
    management_url: str | None
    mail_url: str | None

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def logs(self) -> Path:
        return self.folder / "log"

    @property
    def mails(self) -> Path:
        return self.folder / "mail"

    @property
    def credentials(self) -> Path:
        """The demo accounts; that it exists tells that the sample data are in."""
        return self.folder / "credentials.json"


def read() -> Configuration:
    """Raises ``CannotRun`` when PORT is no port."""
    port = os.environ.get("PORT", "8000")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise CannotRun(f"PORT must be a number from 1 to 65535, not {port!r}.")
    return Configuration(
        port=int(port),
        folder=(ROOT / os.environ.get("VAR", "var")).resolve(),
        amqp_url=os.environ.get("AMQP_URL") or None,
        management_url=os.environ.get("MANAGEMENT_URL") or None,
        mail_url=os.environ.get("MAIL_URL") or None,
    )


def service_environment(
    configuration: Configuration, secrets: Secrets, amqp_urls: dict[str, str], mail_url: str
) -> dict[str, str]:
    """One environment for all processes; what only one service needs carries its name."""
    environment = os.environ | {
        "PUBLIC_URL": os.environ.get("PUBLIC_URL", configuration.url),
        "SESSION_KEYS": secrets.session_keys,
        "TICKETING_SESSION_SIGNING_KEY": secrets.signing_key,
        "NOTIFY_STATEMENT_SIGNING_KEY": secrets.statement_key,
        "NOTIFY_STATEMENT_KEYS": secrets.statement_keys,
        "NOTIFY_MAIL_URL": mail_url,
        "DATA_DIR": str(configuration.folder / "data"),
        "LOG_FORMAT": "console",
    }
    for service in SERVICES:
        prefix = service.upper()
        environment[f"{prefix}_DATABASE_URL"] = f"sqlite:///{configuration.folder / service}.db"
        environment[f"{prefix}_AMQP_URL"] = amqp_urls[service]
        environment[f"{prefix}_SECRET_KEY"] = secrets.secret_keys[service]
    return environment
