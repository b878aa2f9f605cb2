"""Web applications for tests: built once for each service, then set on other settings and another database."""

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from typing import Any

from flask import Flask

from shared.config import Settings
from shared.db import Database
from shared.web.site import EXTENSION

_built: dict[Callable[..., Flask], Flask] = {}


def app_on(database: Database, settings: Settings, create_app: Callable[[Any, Database], Flask]) -> Flask:
    """What ``create_app`` makes of these, without hundreds of routes being compiled and documented once more.

    Only for settings that create_app does not read itself: it reads which sign-ins and which proxies there are.
    """
    if create_app not in _built:
        _built[create_app] = create_app(settings, database)
    built = _built[create_app]
    app = copy(built)
    site = replace(built.extensions[EXTENSION], settings=settings, database=database)
    site.limiter.storage.reset()
    app.extensions = built.extensions | {EXTENSION: site}
    return app
