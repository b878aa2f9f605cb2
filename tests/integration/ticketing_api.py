"""The front desk's API as its callers use it: over WSGI, below its mount point, signed in or not."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from joserfc.jwk import KeySet, OKPKey
from PIL import Image
from werkzeug.test import Client

from services.ticketing import handlers
from services.ticketing.app import create_app
from services.ticketing.models import Staff
from shared import tokens
from shared.directory import StaffRights
from shared.permissions import COMPANY_WIDE, ROLES
from shared.web import mounted
from tests.integration.apps import app_on
from tests.integration.ticketing_desk import PASSWORD, SETTINGS, Desk

KEY = OKPKey.generate_key("Ed25519", {"kid": "tests"})
SIGNING_KEY = json.dumps(KEY.as_dict(private=True))
KEYS = json.dumps(KeySet([KEY]).as_dict(private=False))
API = "/ticketing/api/v1"
NOBODY = "01a20df6-1a07-756e-b50d-9e0ebb669ac2"


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
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send("POST", path, json={} if body is None else body, headers=named)

    def patch(self, path: str, body: Any) -> Any:
        return self.send("PATCH", path, json=body)

    def send(self, method: str, path: str, headers: dict[str, str] | None = None, **request: Any) -> Any:
        url = path if path.startswith("/") else f"{self.api}/{path}"
        return self.client.open(url, method=method, headers=self.headers | (headers or {}), **request)


class ApiDesk(Desk):
    """The test desk with its web application; ``caller("officer")`` is signed in as that account."""

    def open_app(self, data_dir: Path) -> Flask:
        self.settings = replace(SETTINGS, session_keys=KEYS, session_signing_key=SIGNING_KEY, data_dir=data_dir)
        self.database.settings = self.settings
        self.app = app_on(self.database, self.settings, create_app)
        return self.app

    def caller(self, username: str | None = None, language: str = "zh") -> Caller:
        """Nobody is signed in without ``username``; ``administrator`` sees all estates."""
        return Caller(self.app, token_of(self.member(username)) if username else None, language)

    def member(self, username: str) -> Staff:
        if username == "stranger":
            return self.stranger
        if username not in self.staff and username in COMPANY_WIDE:
            self.staff[username] = self.employ(username, [username], None)
        return self.staff[username]

    def employ(self, username: str, roles: list[str], estates: list[UUID] | None) -> Staff:
        with self.database.write() as session:
            return handlers.create_staff(
                session, username=username, name=username, roles=roles, estates=estates, password=PASSWORD
            )

    def employ_every_role(self) -> None:
        """One account for each role under its name, and ``elsewhere`` with all of them in the other estate."""
        here, there = [self.estates["LX"].id], [self.estates["CH"].id]
        for role in ROLES.keys() - self.staff.keys():
            self.staff[role] = self.employ(role, [role], None if role in COMPANY_WIDE else here)
        self.staff["elsewhere"] = self.employ("elsewhere", [role for role in ROLES if role not in COMPANY_WIDE], there)

    def burst_pipe(self, **changes: Any) -> dict[str, Any]:
        """What an officer files for a household whose pipe has burst."""
        customer = self.customers["张伟"]
        return {"kind": "repair", "tier": "emergency", "title": "水管爆裂", "customer_id": str(customer.id), **changes}


def token_of(staff: StaffRights) -> str:
    return tokens.issue(
        SIGNING_KEY,
        subject=staff.id,
        name=staff.name,
        roles=staff.roles,
        estates=staff.estates,
        language=None,
    )[0]


def photo(size: tuple[int, int] = (640, 480), kind: str = "JPEG", **options: Any) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind, **options)
    return buffer.getvalue()
