"""Signing in through the company's identity provider: a real OpenID Connect exchange over HTTP."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from werkzeug.test import TestResponse

from services.ticketing import handlers
from services.ticketing.app import create_app
from shared import clock, tokens
from shared.web.identity import SESSION_COOKIE
from tests.conftest import MakeDatabase
from tests.integration.identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProvider, identity_provider
from tests.integration.ticketing_api import KEYS
from tests.integration.ticketing_desk import furnish
from tests.integration.ticketing_site import SiteDesk, Visitor

pytestmark = pytest.mark.one_database


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    with identity_provider() as running:
        yield running


@pytest.fixture
def desk(make_database: MakeDatabase, tmp_path: Path, provider: IdentityProvider) -> SiteDesk:
    desk = SiteDesk(make_database("ticketing", furnish=furnish))
    desk.open_app(tmp_path)
    settings = replace(
        desk.app.extensions["linli"].settings,
        public_url="http://localhost",
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret=CLIENT_SECRET,
    )
    desk.app = create_app(settings, desk.database)
    return desk


def come_back(visitor: Visitor, **query: Any) -> TestResponse:
    """Follows the browser to the provider and back."""
    leaving = visitor.get("/sign-in/external", **query)
    assert leaving.status_code == 302, leaving.text
    returning = requests.get(leaving.headers["Location"], allow_redirects=False, timeout=10)
    callback = urlsplit(returning.headers["Location"])
    answer: dict[str, Any] = dict(parse_qsl(callback.query))
    return visitor.get(callback.path.removeprefix("/ticketing"), **answer)


def test_the_sign_in_page_offers_it(desk: SiteDesk) -> None:
    assert "/ticketing/sign-in/external" in desk.visitor().get("/sign-in").text


def test_a_user_name_known_here_is_signed_in(desk: SiteDesk, provider: IdentityProvider) -> None:
    provider.person = {"sub": "1", "preferred_username": "officer"}
    visitor = desk.visitor()
    back = come_back(visitor, next="/ticketing/tickets")
    assert (back.status_code, back.headers["Location"]) == (303, "/ticketing/tickets")
    assert visitor.cookie(SESSION_COOKIE)
    assert visitor.get("/tickets").status_code == 200


def test_a_verified_address_known_here_is_signed_in(desk: SiteDesk, provider: IdentityProvider) -> None:
    desk.do("lead", handlers.change_staff, staff_id=desk.staff["plumber"].id, email="Wang@company.example")
    provider.person = {"sub": "2", "email": "wang@company.example", "email_verified": True}
    visitor = desk.visitor()
    come_back(visitor)
    assert visitor.get("/work").status_code == 200


@pytest.mark.parametrize(
    "person",
    [
        {"sub": "3", "preferred_username": "nobody"},
        {"sub": "4", "email": "wang@company.example", "email_verified": False},
    ],
)
def test_who_has_no_account_is_told_so(desk: SiteDesk, provider: IdentityProvider, person: dict[str, object]) -> None:
    desk.do("lead", handlers.change_staff, staff_id=desk.staff["plumber"].id, email="wang@company.example")
    provider.person = person
    visitor = desk.visitor()
    page = visitor.follow(come_back(visitor))
    assert visitor.cookie(SESSION_COOKIE) is None
    assert "alert" in page.text


def test_a_deactivated_account_stays_outside(desk: SiteDesk, provider: IdentityProvider) -> None:
    desk.do("lead", handlers.deactivate_staff, staff_id=desk.staff["plumber"].id)
    provider.person = {"sub": "5", "preferred_username": "plumber"}
    visitor = desk.visitor()
    come_back(visitor)
    assert visitor.cookie(SESSION_COOKIE) is None


def test_an_answer_that_nobody_asked_for_signs_nobody_in(desk: SiteDesk) -> None:
    visitor = desk.visitor()
    forged = visitor.get("/sign-in/external/callback", code="stolen", state="invented")
    assert forged.status_code == 303
    assert forged.headers["Location"].startswith("/ticketing/sign-in")
    assert visitor.cookie(SESSION_COOKIE) is None


def test_the_way_back_stays_on_this_site(desk: SiteDesk, provider: IdentityProvider) -> None:
    provider.person = {"sub": "1", "preferred_username": "officer"}
    assert come_back(desk.visitor(), next="https://evil.example/").headers["Location"] == "/ticketing/today"


@pytest.mark.parametrize(
    ("username", "age", "counts"),
    [("officer", 5, True), ("officer", 3600, False), ("officer", None, False), ("lead", 5, False)],
)
def test_who_proves_again_asks_the_provider_for_the_password(
    desk: SiteDesk, provider: IdentityProvider, username: str, age: int | None, counts: bool
) -> None:
    provider.person = {"sub": "1", "preferred_username": "officer"}
    visitor = desk.visitor()
    come_back(visitor)
    told = {} if age is None else {"auth_time": int(clock.now().timestamp()) - age}
    provider.person = {"sub": "1", "preferred_username": username} | told
    come_back(visitor, again=1, next="/notify/statements")
    proven_at = tokens.verify(KEYS, visitor.cookie(SESSION_COOKIE) or "").proven_at
    assert (proven_at is not None) == counts
    asked = urlsplit(visitor.get("/sign-in/external", again=1).headers["Location"]).query
    assert {"prompt": "login", "max_age": "0"}.items() <= dict(parse_qsl(asked)).items()
