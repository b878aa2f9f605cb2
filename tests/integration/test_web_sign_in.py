"""Who is believed: tokens and cookies, forged and expired ones, accounts that end, guessed passwords."""

import base64
import json
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from services.ticketing import handlers
from services.ticketing.models import Staff
from shared import clock, tokens
from shared.web.identity import SESSION_COOKIE
from tests.integration.ticketing_api import KEY, SIGNING_KEY, ApiDesk, Caller, token_of
from tests.integration.ticketing_desk import PASSWORD

pytestmark = pytest.mark.one_database

LATER = timedelta(seconds=2)


def claims_of(staff: Staff, **changes: Any) -> dict[str, Any]:
    now = int(clock.now().timestamp())
    told = {"iss": "linli", "kind": "staff", "sub": str(staff.id), "name": staff.name, "roles": ["administrator"]}
    return told | {"estates": None, "language": None, "iat": now, "exp": now + 3600} | changes


def signed(claims: dict[str, Any], key: Any = KEY, **header: Any) -> str:
    return jwt.encode({"alg": "Ed25519", "kid": "tests", **header}, claims, key, algorithms=["Ed25519", "HS256"])


def unsigned(claims: dict[str, Any]) -> str:
    parts = (json.dumps(part).encode() for part in ({"alg": "none", "typ": "JWT"}, claims))
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."


def status_with(desk: ApiDesk, token: str) -> int:
    return int(Caller(desk.app, token).get("tickets").status_code)


def with_cookie(desk: ApiDesk, username: str) -> Caller:
    """A browser in which the person has signed in."""
    browser = desk.caller()
    browser.client.set_cookie(SESSION_COOKIE, token_of(desk.staff[username]))
    return browser


def form_token(browser: Caller) -> str:
    """What a page of this service gives to its forms."""
    browser.client.delete_cookie(SESSION_COOKIE)
    page = browser.get("/ticketing/sign-in").text
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_token_of_the_published_key_is_believed(api_desk: ApiDesk) -> None:
    assert status_with(api_desk, signed(claims_of(api_desk.staff["officer"]))) == 200


def test_forged_tokens_are_refused(api_desk: ApiDesk) -> None:
    claims = claims_of(api_desk.staff["officer"])
    good = signed(claims)
    head, _body, signature = good.split(".")
    changed = base64.urlsafe_b64encode(json.dumps(claims | {"sub": str(api_desk.staff["lead"].id)}).encode())
    public = json.dumps(KEY.as_dict(private=False)).encode()
    forged = {
        "without signature": unsigned(claims),
        "of another key": signed(claims, OKPKey.generate_key("Ed25519", {"kid": "tests"})),
        "of an unknown key": signed(claims, OKPKey.generate_key("Ed25519", {"kid": "other"}), kid="other"),
        "signed with the public key as a secret": signed(claims, OctKey.import_key(public), alg="HS256"),
        "with other claims": f"{head}.{changed.decode().rstrip('=')}.{signature}",
        "cut off": good[:-4],
        "of another issuer": signed(claims | {"iss": "elsewhere"}),
        "of an unknown kind": signed(claims | {"kind": "robot"}),
        "expired": signed(claims | {"exp": int(clock.now().timestamp()) - 1}),
        "without an end": signed({name: value for name, value in claims.items() if name != "exp"}),
    }
    assert {name: status_with(api_desk, token) for name, token in forged.items()} == dict.fromkeys(forged, 401)


@pytest.mark.parametrize("token", ["", "x", "a.b", "a.b.c", "....", "e30.e30.e30", "W10.e30.AA", "é.ü.ö", "a" * 9000])
def test_what_is_no_token_signs_nobody_in(common_desk: ApiDesk, token: str) -> None:
    assert status_with(common_desk, token) == 401


def test_a_token_ends_after_an_hour(api_desk: ApiDesk) -> None:
    token = token_of(api_desk.staff["officer"])
    with time_machine.travel(clock.now() + timedelta(minutes=59)):
        assert status_with(api_desk, token) == 200
    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        assert status_with(api_desk, token) == 401


def test_a_deactivated_account_loses_access_at_once(api_desk: ApiDesk) -> None:
    officer = api_desk.caller("officer")
    assert officer.get("tickets").status_code == 200
    api_desk.caller("administrator").post(f"staff/{api_desk.staff['officer'].id}/deactivate")
    assert officer.get("tickets").status_code == 401
    assert officer.post("sessions", {"username": "officer", "password": PASSWORD}).status_code == 401


def test_a_reset_ends_the_tokens_given_before(api_desk: ApiDesk) -> None:
    officer, administrator = api_desk.caller("officer"), api_desk.caller("administrator")
    with time_machine.travel(clock.now() + LATER):
        answer = administrator.post(f"staff/{api_desk.staff['officer'].id}/invitation")
        assert answer.status_code == 200
        assert officer.get("tickets").status_code == 401
        token = answer.json["url"].rpartition("/")[2]
        with api_desk.database.write() as session:
            handlers.choose_password(session, token=token, password="another battery")
        signed_in = officer.post("sessions", {"username": "officer", "password": "another battery"})
        assert status_with(api_desk, signed_in.json["token"]) == 200


def test_changed_roles_count_at_once_whatever_the_token_says(api_desk: ApiDesk) -> None:
    officer = api_desk.caller("officer")
    assert officer.post("tickets", api_desk.burst_pipe()).status_code == 201
    changed = api_desk.caller("administrator").patch(f"staff/{api_desk.staff['officer'].id}", {"roles": ["company"]})
    assert changed.json["roles"] == ["company"]
    assert officer.get("api-clients").status_code == 403
    ticket = officer.get("tickets").json["items"][0]
    assert officer.post(f"tickets/{ticket['id']}/acknowledge").status_code == 403


def test_guessed_passwords_slow_down_the_account_and_no_other(api_desk: ApiDesk) -> None:
    guesser = api_desk.caller()
    guess = {"username": "officer", "password": "wrong wrong wrong"}
    assert [guesser.post("sessions", guess).status_code for _ in range(6)] == [401] * 5 + [429]
    right = {"username": "officer", "password": PASSWORD}
    refused = guesser.post("sessions", right)
    assert (refused.status_code, refused.content_type) == (429, "application/problem+json")
    assert guesser.post("sessions", right | {"username": "lead"}).status_code == 201
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert guesser.post("sessions", right).status_code == 201


def test_an_unknown_user_name_is_answered_like_a_wrong_password(api_desk: ApiDesk) -> None:
    guesser = api_desk.caller(language="en")
    answers = [
        guesser.post("sessions", {"username": name, "password": "wrong wrong wrong"}) for name in ("officer", "nobody")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert [answer.json["detail"] for answer in answers] == ["User name or password is wrong."] * 2


def test_one_address_cannot_try_sign_ins_without_end(api_desk: ApiDesk) -> None:
    guesser = api_desk.caller()
    states = [guesser.post("sessions", {"username": f"u{n}", "password": "x"}).status_code for n in range(31)]
    assert states == [401] * 30 + [429]
    limited = guesser.post("sessions", {"username": "officer", "password": PASSWORD})
    assert limited.content_type == "application/problem+json"


def test_the_cookie_of_the_pages_reads_the_api_too(api_desk: ApiDesk) -> None:
    assert with_cookie(api_desk, "officer").get("tickets").status_code == 200


def test_what_another_site_makes_a_browser_send_changes_nothing(api_desk: ApiDesk) -> None:
    browser = with_cookie(api_desk, "officer")
    refused = browser.post("tickets", api_desk.burst_pipe())
    assert (refused.status_code, refused.content_type) == (400, "application/problem+json")
    for content_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        sent = browser.send("POST", "tickets", data=json.dumps(api_desk.burst_pipe()), content_type=content_type)
        assert sent.status_code == 400, content_type
    assert api_desk.counts()["ticket"] == 0


def test_with_the_token_of_the_pages_a_browser_may_write(api_desk: ApiDesk) -> None:
    browser = api_desk.caller()
    token = form_token(browser)
    browser.client.set_cookie(SESSION_COOKIE, token_of(api_desk.staff["officer"]))
    assert browser.post("tickets", api_desk.burst_pipe(), X_CSRFToken=token).status_code == 201
    assert browser.post("tickets", api_desk.burst_pipe(), X_CSRFToken=f"{token}x").status_code == 400


def test_a_bearer_token_needs_no_form_token_even_beside_a_cookie(api_desk: ApiDesk) -> None:
    caller = api_desk.caller("officer")
    caller.client.set_cookie(SESSION_COOKIE, token_of(api_desk.staff["officer"]))
    assert caller.post("tickets", api_desk.burst_pipe()).status_code == 201


def test_a_system_is_not_believed_by_cookie_where_forms_are_sent(api_desk: ApiDesk) -> None:
    _client, token = api_desk.do("lead", _patrol)
    browser = api_desk.caller()
    browser.client.set_cookie(SESSION_COOKIE, token)
    assert browser.post("tickets", api_desk.burst_pipe()).status_code == 400


def test_a_token_before_the_copy_of_the_account_has_come_counts_by_what_it_says(api_desk: ApiDesk) -> None:
    """In ticketing the directory itself is asked, so this is what the other services see at first."""
    staff = api_desk.staff["officer"]
    nobody = tokens.issue(
        SIGNING_KEY, subject=api_desk.open().id, name=staff.name, roles=["officer"], estates=[], language="en"
    )[0]
    assert Caller(api_desk.app, nobody).get("tickets").json == {"items": [], "next": None}


def _patrol(session: Any) -> Any:
    return handlers.create_api_client(
        session, name="巡更系统", scopes=["tickets.open"], estates=list(session.info["actor"].estates)
    )
