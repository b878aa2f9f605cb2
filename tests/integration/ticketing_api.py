"""The front desk's API as its callers use it: over WSGI, below its mount point, signed in or not."""

import json
from dataclasses import replace
from typing import Any

from flask import Flask
from joserfc.jwk import KeySet, OKPKey
from werkzeug.test import Client

from services.ticketing.app import create_app
from services.ticketing.models import Staff
from shared import tokens
from shared.web import mounted
from tests.integration.ticketing_desk import SETTINGS, Desk

KEY = OKPKey.generate_key("Ed25519", {"kid": "tests"})
SIGNING_KEY = json.dumps(KEY.as_dict(private=True))
KEYS = json.dumps(KeySet([KEY]).as_dict(private=False))
API = "/ticketing/api/v1"


class Caller:
    """A program that calls one service's API. Paths are below ``/api/v1`` or, with a leading ``/``, whole."""

    def __init__(self, app: Flask, token: str | None = None, language: str = "zh", api: str = API) -> None:
        self.client = Client(mounted(app))
        self.api = api
        self.headers = {"Accept-Language": language}
        if token is not None:
            self.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **query: Any) -> Any:
        return self.send("GET", path, query_string=query)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """``headers`` by their names with underscores: ``Idempotency_Key``."""
        return self.send("POST", path, json={} if body is None else body, headers=_headers(headers))

    def patch(self, path: str, body: Any) -> Any:
        return self.send("PATCH", path, json=body)

    def send(self, method: str, path: str, headers: dict[str, str] | None = None, **request: Any) -> Any:
        url = path if path.startswith("/") else f"{self.api}/{path}"
        return self.client.open(url, method=method, headers=self.headers | (headers or {}), **request)


class ApiDesk(Desk):
    """The test desk with its web application; ``caller("officer")`` is signed in as that account."""

    def open_app(self) -> Flask:
        self.database.settings = replace(SETTINGS, session_keys=KEYS, session_signing_key=SIGNING_KEY)
        self.app = create_app(self.database.settings, self.database)
        return self.app

    def caller(self, username: str | None = None, language: str = "zh") -> Caller:
        staff = self.stranger if username == "stranger" else self.staff.get(username or "")
        return Caller(self.app, token_of(staff) if staff else None, language)


def token_of(staff: Staff) -> str:
    return tokens.issue(
        SIGNING_KEY,
        subject=staff.id,
        name=staff.name,
        roles=staff.roles,
        estates=staff.estates,
        language=None,
    )[0]


def _headers(named: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in named.items()}
