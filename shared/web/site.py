"""What one service's web application works with, found through the current request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from flask import current_app
from flask_wtf import CSRFProtect
from limits.strategies import FixedWindowRateLimiter

from shared.config import Settings
from shared.db import Database
from shared.directory import ClientRights, StaffRights
from shared.service import Service

EXTENSION = "linli"


@dataclass(frozen=True)
class Site:
    """``labels`` translate the values of the service's vocabularies into catalogue ids."""

    service: Service
    settings: Settings
    database: Database
    staff: type[StaffRights]
    clients: type[ClientRights]
    labels: Mapping[str, str]
    limiter: FixedWindowRateLimiter
    csrf: CSRFProtect


def site() -> Site:
    return cast(Site, current_app.extensions[EXTENSION])
