"""The front desk's pages as a browser without scripts uses them: cookies, forms with their tokens, redirects."""

import re
from html import unescape
from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.test import Client, TestResponse

from shared.web import mounted
from shared.web.identity import SESSION_COOKIE
from tests.integration.ticketing_api import ApiDesk, token_of
from tests.integration.ticketing_desk import PASSWORD

BASE = "/ticketing"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_HIDDEN = re.compile(r"<(script|style|datalist|dialog)\b.*?</\1>", re.DOTALL)


class Visitor:
    """One browser. Paths are below ``base``, the service's name."""

    def __init__(self, app: Flask, language: str = "zh", base: str = BASE) -> None:
        self.client = Client(mounted(app))
        self.base = base
        self.headers = {"Accept-Language": language}

    def get(self, path: str, *, fragment: bool = False, **query: Any) -> TestResponse:
        headers = self.headers | ({"X-Fragment": "1"} if fragment else {})
        return self.client.get(f"{self.base}{path}", query_string=query or None, headers=headers)

    def reads(self, path: str, **query: Any) -> str:
        """What a person reads on the page, in one line."""
        response = self.get(path, **query)
        assert response.status_code == 200, response.text
        return words(response.text)

    def post(self, path: str, *, seen_on: str | None = None, **values: Any) -> TestResponse:
        """Sends a form with the token of the page ``seen_on`` (by default the page of the same address)."""
        token = _TOKEN.search(self.get(seen_on or path).text)
        assert token, f"no form on {seen_on or path}"
        return self.client.post(f"{self.base}{path}", data={"csrf_token": token[1], **values}, headers=self.headers)

    def follow(self, response: TestResponse) -> TestResponse:
        """The page to which a form led."""
        assert response.status_code == 303, words(response.text)
        return self.client.get(response.headers["Location"], headers=self.headers)

    def cookie(self, name: str, path: str = "/") -> str | None:
        kept = self.client.get_cookie(name, path=path)
        return kept.value if kept else None


class SiteDesk(ApiDesk):
    """The test desk with its pages."""

    def visitor(self, username: str | None = None, language: str = "zh") -> Visitor:
        """A browser that carries the account's token already."""
        visitor = Visitor(self.app, language)
        if username is not None:
            visitor.client.set_cookie(SESSION_COOKIE, token_of(self.member(username)))
        return visitor

    def signed_in(self, username: str) -> Visitor:
        """A browser in which the person has signed in through the form."""
        visitor = Visitor(self.app)
        response = visitor.post("/sign-in", username=self.member(username).username, password=PASSWORD)
        assert response.status_code == 303, words(response.text)
        return visitor


def words(html: str) -> str:
    """The text of a page without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", _HIDDEN.sub(" ", html))).split())


def ticket_id_in(location: str) -> UUID:
    found = re.search(r"/tickets/([0-9a-f-]{36})", location)
    assert found, location
    return UUID(found[1])
