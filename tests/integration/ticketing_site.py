"""The front desk's pages as a browser uses them: cookies, forms with their tokens, redirects followed on demand."""

import re
from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.test import Client, TestResponse

from shared.web import mounted
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import PASSWORD

BASE = "/ticketing"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Visitor:
    """One browser without scripts. Paths are below ``/ticketing``."""

    def __init__(self, app: Flask, language: str = "zh") -> None:
        self.client = Client(mounted(app))
        self.headers = {"Accept-Language": language}

    def get(self, path: str, *, fragment: bool = False, **query: Any) -> TestResponse:
        headers = self.headers | ({"X-Fragment": "1"} if fragment else {})
        return self.client.get(f"{BASE}{path}", query_string=query, headers=headers)

    def post(self, path: str, *, seen_on: str | None = None, **values: Any) -> TestResponse:
        """Sends a form with the token of the page ``seen_on`` (by default the page of the same address)."""
        token = _TOKEN.search(self.get(seen_on or path).text)
        assert token, f"no form on {seen_on or path}"
        return self.client.post(f"{BASE}{path}", data={"csrf_token": token[1], **values}, headers=self.headers)

    def follow(self, response: TestResponse) -> TestResponse:
        """The page to which a form led."""
        assert response.status_code == 303, response.text
        return self.client.get(response.headers["Location"], headers=self.headers)

    def cookie(self, name: str, path: str = "/") -> str | None:
        kept = self.client.get_cookie(name, path=path)
        return kept.value if kept else None


class SiteDesk(ApiDesk):
    """The test desk with its pages; ``visitor("officer")`` has signed in through the form."""

    def visitor(self, username: str | None = None, language: str = "zh") -> Visitor:
        visitor = Visitor(self.app, language)
        if username is not None:
            self.member(username)
            response = visitor.post("/sign-in", username=username, password=PASSWORD)
            assert response.status_code == 303, response.text
        return visitor


def ticket_id_in(location: str) -> UUID:
    found = re.search(r"/tickets/([0-9a-f-]{36})", location)
    assert found, location
    return UUID(found[1])
