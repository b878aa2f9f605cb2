"""``Idempotency-Key``: a request that is sent again takes effect once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select

from services.ticketing.app import SERVICE
from services.ticketing.models import Attachment
from shared import clock, deadlines
from shared.idempotency import StoredResponse
from shared.web.identity import SESSION_COOKIE
from tests.integration.test_web_sign_in import form_token
from tests.integration.ticketing_api import ApiDesk, photo, token_of
from tests.integration.ticketing_desk import PASSWORD

TWINS = 6


def stored(desk: ApiDesk) -> int:
    with desk.database.read() as session:
        return session.scalar(select(func.count()).select_from(StoredResponse)) or 0


def test_the_same_request_twice_opens_one_ticket_and_gets_the_same_answer(api_desk: ApiDesk) -> None:
    officer, body = api_desk.caller("officer"), api_desk.burst_pipe()
    first, second = (officer.post("tickets", body, Idempotency_Key="call-1") for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.data == second.data
    assert first.content_type == second.content_type
    assert api_desk.counts()["ticket"] == 1
    assert api_desk.event_names() == ["ticket_opened"]


def test_twins_at_the_same_moment_open_one_ticket(api_desk: ApiDesk) -> None:
    body = api_desk.burst_pipe()

    def send(_number: int) -> Any:
        return api_desk.caller("officer").post("tickets", body, Idempotency_Key="call-1")

    with ThreadPoolExecutor(TWINS) as pool:
        answers = list(pool.map(send, range(TWINS)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.data for answer in answers}) == 1
    assert api_desk.counts()["ticket"] == 1


def test_the_key_of_another_request_is_refused(api_desk: ApiDesk) -> None:
    officer = api_desk.caller("officer")
    officer.post("tickets", api_desk.burst_pipe(), Idempotency_Key="call-1")
    answer = officer.post("tickets", api_desk.burst_pipe(title="停电"), Idempotency_Key="call-1")
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert api_desk.counts()["ticket"] == 1


def test_a_key_belongs_to_its_caller_and_its_address(api_desk: ApiDesk) -> None:
    body = api_desk.burst_pipe()
    for username in ("officer", "supervisor"):
        assert api_desk.caller(username).post("tickets", body, Idempotency_Key="call-1").status_code == 201
    tickets = api_desk.caller("officer").get("tickets").json["items"]
    assert len(tickets) == 2
    for ticket in tickets:
        step = api_desk.caller("officer").post(f"tickets/{ticket['id']}/acknowledge", Idempotency_Key="call-1")
        assert step.json["id"] == ticket["id"]


def test_a_refused_request_can_be_sent_again_with_its_key(api_desk: ApiDesk) -> None:
    officer = api_desk.caller("officer")
    for refused in ({"kind": "repair"}, api_desk.burst_pipe(customer_id=str(api_desk.open().id))):
        assert officer.post("tickets", refused, Idempotency_Key="call-1").status_code == 422
    assert officer.post("tickets", api_desk.burst_pipe(), Idempotency_Key="call-1").status_code == 201


def test_a_step_is_taken_once(api_desk: ApiDesk) -> None:
    path = f"tickets/{api_desk.open().id}/acknowledge"
    officer = api_desk.caller("officer")
    answers = [officer.post(path, Idempotency_Key="step-1") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert officer.post(path).status_code == 409


@pytest.mark.parametrize("key", ["", "x" * 201, "tab\tin it", "a b", "é"])
def test_an_impossible_key_is_refused(api_desk: ApiDesk, key: str) -> None:
    answer = api_desk.caller("officer").post("tickets", api_desk.burst_pipe(), Idempotency_Key=key)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["Idempotency-Key"])


@pytest.mark.parametrize("by_cookie", [False, True], ids=["bearer", "cookie"])
def test_a_form_is_the_same_when_its_fields_and_files_are(api_desk: ApiDesk, by_cookie: bool) -> None:
    """Each sending draws its own boundary; with a cookie, the form is read before, for its token."""
    ticket = api_desk.open()
    caller = api_desk.caller("officer")
    caller.post(f"tickets/{ticket.id}/acknowledge")
    if by_cookie:
        caller = api_desk.caller()
        caller.headers["X-CSRFToken"] = form_token(caller)
        caller.client.set_cookie(SESSION_COOKIE, token_of(api_desk.staff["officer"]))

    def send(size: int, resolution: str = "好了") -> int:
        form = {"resolution": resolution, "photos": (BytesIO(photo((size, size))), "a.jpg")}
        path = f"tickets/{ticket.id}/resolve"
        return int(caller.send("POST", path, data=form, headers={"Idempotency-Key": "step-1"}).status_code)

    assert [send(8), send(8), send(9), send(8, "又好了")] == [200, 200, 422, 422]
    with api_desk.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Attachment)) == 1


def test_no_secret_is_kept_with_a_key(api_desk: ApiDesk) -> None:
    administrator = api_desk.caller("administrator")
    new = {"name": "巡更系统", "scopes": ["tickets.read"]}
    assert administrator.post("api-clients", new, Idempotency_Key="k").status_code == 201
    assert list(administrator.post("api-clients", new, Idempotency_Key="k").json["errors"]) == ["name"]
    signed_in = [
        administrator.post("sessions", {"username": "lead", "password": PASSWORD}, Idempotency_Key="k")
        for _ in range(2)
    ]
    assert [answer.status_code for answer in signed_in] == [201, 201]
    assert stored(api_desk) == 0


def test_an_answer_is_kept_for_two_days(api_desk: ApiDesk) -> None:
    body = api_desk.burst_pipe()
    api_desk.caller("officer").post("tickets", body, Idempotency_Key="call-1")
    with time_machine.travel(clock.now() + timedelta(days=1)):
        deadlines.prune(api_desk.database, SERVICE)
        assert api_desk.caller("officer").post("tickets", body, Idempotency_Key="call-1").status_code == 201
        assert api_desk.counts()["ticket"] == 1
    with time_machine.travel(clock.now() + timedelta(days=3)):
        deadlines.prune(api_desk.database, SERVICE)
        assert stored(api_desk) == 0
