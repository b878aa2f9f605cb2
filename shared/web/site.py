"""What one service's web application works with, found through the current request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast
from uuid import UUID

from flask import current_app
from flask_limiter import Limiter
from flask_wtf import CSRFProtect

from shared.config import Settings
from shared.db import Database
from shared.service import Service

EXTENSION = "linli"


class StaffCopy(Protocol):
    """A service's own copy of a staff account; ``estates`` are ids as text, None for all of them."""

    @property
    def id(self) -> UUID: ...

    @property
    def name(self) -> str: ...

    @property
    def roles(self) -> list[str]: ...

    @property
    def estates(self) -> list[str] | None: ...

    @property
    def active(self) -> bool: ...

    @property
    def sessions_valid_from(self) -> datetime: ...


class ClientCopy(Protocol):
    """A service's own copy of another system's access; ``scopes`` are permissions."""

    @property
    def id(self) -> UUID: ...

    @property
    def name(self) -> str: ...

    @property
    def scopes(self) -> list[str]: ...

    @property
    def estates(self) -> list[str] | None: ...

    @property
    def active(self) -> bool: ...

    @property
    def tokens_valid_from(self) -> datetime: ...


@dataclass(frozen=True)
class Site:
    """``labels`` translate the values of the service's vocabularies into catalogue ids."""

    service: Service
    settings: Settings
    database: Database
    staff: type[StaffCopy]
    clients: type[ClientCopy]
    labels: Mapping[str, str]
    limiter: Limiter
    csrf: CSRFProtect


def site() -> Site:
    return cast(Site, current_app.extensions[EXTENSION])
