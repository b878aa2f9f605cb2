"""The front desk's JSON API: a ticket's way from the call to the answer, households, staff."""

from typing import Any

import pytest

from shared.db import Database
from tests.conftest import MakeDatabase
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import PASSWORD

NOBODY = "01a20df6-1a07-756e-b50d-9e0ebb669ac2"


@pytest.fixture
def desk(make_database: MakeDatabase) -> ApiDesk:
    database: Database = make_database("ticketing")
    opened = ApiDesk(database)
    opened.open_app()
    return opened


def burst_pipe(desk: ApiDesk, **changes: Any) -> dict[str, Any]:
    customer = desk.customers["张伟"]
    return {"kind": "repair", "tier": "emergency", "title": "厨房水管爆裂", "customer_id": str(customer.id), **changes}


def test_a_token_is_given_for_user_name_and_password(desk: ApiDesk) -> None:
    answer = desk.caller().post("sessions", {"username": "officer", "password": PASSWORD})
    assert answer.status_code == 201
    desk_of_officer = desk.caller()
    desk_of_officer.headers["Authorization"] = f"Bearer {answer.json['token']}"
    assert desk_of_officer.get("tickets").json == {"items": [], "next": None}


def test_a_ticket_goes_from_the_call_to_the_answer(desk: ApiDesk) -> None:
    officer, plumber = desk.caller("officer"), desk.caller("plumber")
    opened = officer.post("tickets", burst_pipe(desk))
    assert opened.status_code == 201, opened.json
    path = f"tickets/{opened.json['id']}"
    assert opened.json["steps"] == ["acknowledge", "assign"]
    assert opened.json["customer"]["name"] == "张伟"
    steps = [
        (officer, "acknowledge", {}),
        (officer, "assign", {"assignee_id": str(desk.staff["plumber"].id)}),
        (plumber, "arrive", {}),
        (plumber, "resolve", {"resolution": "更换了软管"}),
        (officer, "answer", {"answer": "已修好", "channel": "phone"}),
        (officer, "close", {}),
        (officer, "reopen", {"reason": "又漏水了"}),
    ]
    states = []
    for caller, step, body in steps:
        answer = caller.post(f"{path}/{step}", body)
        assert answer.status_code == 200, (step, answer.json)
        states.append(answer.json["status"])
    assert states == ["acknowledged"] * 3 + ["resolved", "answered", "closed", "acknowledged"]
    assert officer.get(path).json == answer.json
    timeline = officer.get(f"{path}/timeline").json
    assert [entry["action"] for entry in timeline["items"]] == ["ticket.open", *(f"ticket.{step[1]}" for step in steps)]
    assert timeline["next"] is None
    assert timeline["items"][3]["actor_name"] == "王强"
