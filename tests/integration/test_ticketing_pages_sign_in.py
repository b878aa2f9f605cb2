"""Signing in and out on the pages, staying signed in, and the own account."""

from datetime import datetime, timedelta

import pytest
import time_machine

from services.ticketing import handlers
from shared import clock, tokens
from shared.web.identity import SESSION_COOKIE
from tests.integration.ticketing_api import KEYS
from tests.integration.ticketing_desk import PASSWORD
from tests.integration.ticketing_site import SiteDesk, Visitor

SECRET = "linli_sign_in"


def test_signing_in_leads_to_today_and_sets_cookies_that_scripts_cannot_read(site: SiteDesk) -> None:
    visitor = site.visitor()
    response = visitor.post("/sign-in", username="officer", password=PASSWORD)
    assert response.headers["Location"] == "/ticketing/today"
    cookies = {
        line.split("=")[0] + line.split("Path=")[1].split(";")[0]: line
        for line in response.headers.getlist("Set-Cookie")
    }
    assert {f"{SESSION_COOKIE}/", f"{SECRET}/ticketing/session", f"{SECRET}/ticketing/sign-out"} <= cookies.keys()
    for name in (f"{SESSION_COOKIE}/", f"{SECRET}/ticketing/session"):
        assert "HttpOnly" in cookies[name]
        assert "SameSite=Lax" in cookies[name]
    assert "李敏" in visitor.follow(response).text


def test_a_page_asks_to_sign_in_and_comes_back_to_itself(site: SiteDesk) -> None:
    visitor = site.visitor()
    renewal = visitor.get("/tickets", state="all")
    assert renewal.headers["Location"] == "/ticketing/session?next=%2Fticketing%2Ftickets%3Fstate%3Dall"
    form = visitor.follow(renewal)
    assert form.headers["Location"].startswith("/ticketing/sign-in?next=")
    response = visitor.post("/sign-in", username="officer", password=PASSWORD, next="/ticketing/tickets?state=all")
    assert response.headers["Location"] == "/ticketing/tickets?state=all"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_the_sign_in_leads_nowhere_else(site: SiteDesk, elsewhere: str) -> None:
    response = site.visitor().post("/sign-in", username="officer", password=PASSWORD, next=elsewhere)
    assert response.headers["Location"] == "/ticketing/today"


def test_a_wrong_password_says_so_and_keeps_the_name(site: SiteDesk) -> None:
    response = site.visitor().post("/sign-in", username="officer", password="a wrong password")
    assert response.status_code == 422
    assert "用户名或密码错误" in response.text
    assert 'value="officer"' in response.text
    assert "a wrong password" not in response.text


def test_many_wrong_passwords_block_for_a_time_that_is_told(site: SiteDesk) -> None:
    visitor = site.visitor(language="en")
    for _guess in range(5):
        visitor.post("/sign-in", username="officer", password="a wrong password")
    response = visitor.post("/sign-in", username="officer", password=PASSWORD)
    assert response.status_code == 422
    assert "Try again in 2 seconds" in response.text


def test_who_is_signed_in_needs_no_form(site: SiteDesk) -> None:
    assert site.signed_in("officer").get("/sign-in").headers["Location"] == "/ticketing/today"


def test_an_expired_token_is_renewed_without_a_password(site: SiteDesk) -> None:
    visitor = site.signed_in("officer")
    with time_machine.travel(clock.now() + tokens.LASTS + timedelta(minutes=1)):
        renewal = visitor.get("/today")
        assert renewal.headers["Location"] == "/ticketing/session?next=%2Fticketing%2Ftoday"
        assert visitor.follow(renewal).headers["Location"] == "/ticketing/today"
        assert visitor.get("/today").status_code == 200


def test_an_open_page_renews_its_token_by_script(site: SiteDesk) -> None:
    visitor = site.signed_in("officer")
    with time_machine.travel(clock.now() + tokens.LASTS + timedelta(minutes=1)):
        assert visitor.get("/session", fragment=True).status_code == 204
        assert visitor.get("/today").status_code == 200
    assert site.visitor().get("/session", fragment=True).status_code == 401


def test_signing_out_ends_the_sign_in_for_good(site: SiteDesk) -> None:
    visitor = site.signed_in("officer")
    secret = visitor.cookie(SECRET, "/ticketing/session")
    response = visitor.post("/sign-out", seen_on="/account")
    assert response.headers["Location"] == "/ticketing/sign-in"
    assert visitor.cookie(SESSION_COOKIE) is None
    visitor.client.set_cookie(SECRET, secret or "", path="/ticketing/session")
    assert "/ticketing/sign-in" in visitor.get("/session", next="/ticketing/today").headers["Location"]


def test_pages_of_other_services_can_sign_out_with_their_own_token(site: SiteDesk) -> None:
    visitor = site.signed_in("officer")
    response = visitor.client.post("/ticketing/sign-out", data={"csrf_token": "of another service"})
    assert response.headers["Location"] == "/ticketing/sign-in"


def test_a_deactivated_account_is_out_at_once(site: SiteDesk) -> None:
    visitor = site.signed_in("officer")
    site.do("lead", handlers.deactivate_staff, staff_id=site.staff["officer"].id)
    assert visitor.follow(visitor.get("/today")).headers["Location"].startswith("/ticketing/sign-in")


def test_the_own_password_is_changed_by_who_knows_it_and_ends_other_sign_ins(site: SiteDesk) -> None:
    visitor, elsewhere = site.signed_in("officer"), site.signed_in("officer")
    wrong = visitor.post(
        "/account/password", seen_on="/account", current="not this one", password="a" * 12, again="a" * 12
    )
    assert wrong.status_code == 422
    assert "当前密码不对" in wrong.text
    differing = visitor.post(
        "/account/password", seen_on="/account", current=PASSWORD, password="a" * 12, again="b" * 12
    )
    assert "两次输入的密码不一致" in differing.text
    with time_machine.travel(clock.now() + timedelta(seconds=2)):
        changed = visitor.post(
            "/account/password", seen_on="/account", current=PASSWORD, password="a" * 12, again="a" * 12
        )
        assert visitor.follow(changed).status_code == 200
        assert elsewhere.get("/today").status_code == 303
        assert elsewhere.get("/session", fragment=True).status_code == 401


def test_the_language_of_the_account_reaches_its_pages_and_token(site: SiteDesk) -> None:
    visitor = site.signed_in("officer")
    page = visitor.follow(visitor.post("/account/language", seen_on="/account", language="en"))
    assert "Your account" in page.text
    assert "你的账号" not in page.text


# Proving once more who one is


def proof(visitor: Visitor) -> datetime | None:
    return tokens.verify(KEYS, visitor.cookie(SESSION_COOKIE) or "").proven_at


def test_the_password_typed_again_is_told_to_every_service_for_a_while(site: SiteDesk) -> None:
    visitor = site.signed_in("lead")
    assert proof(visitor) is None
    answer = visitor.post("/sign-in/again", password=PASSWORD, next="/notify/statements")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/notify/statements")
    proven_at = proof(visitor)
    assert proven_at is not None
    assert clock.now() - proven_at < timedelta(seconds=20)
    assert visitor.post("/sign-in/again", password=PASSWORD, next="https://evil.example/").headers["Location"] == (
        "/ticketing/today"
    )


def test_a_wrong_password_proves_nothing_and_is_counted(site: SiteDesk) -> None:
    visitor = site.signed_in("lead")
    for _guess in range(5):
        answer = visitor.post("/sign-in/again", password="a wrong password")
        assert (answer.status_code, "密码" in answer.text) == (422, True)
    assert proof(visitor) is None
    blocked = visitor.post("/sign-in/again", password=PASSWORD)
    assert blocked.status_code == 422
    assert proof(visitor) is None


def test_nobody_proves_anything_without_being_signed_in(site: SiteDesk) -> None:
    assert site.visitor().get("/sign-in/again").headers["Location"].startswith("/ticketing/session?next=")
