"""The front desk's JSON API: a ticket's way from the call to the answer, households, staff."""

from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import PASSWORD


def test_a_token_is_given_for_user_name_and_password(api_desk: ApiDesk) -> None:
    answer = api_desk.caller().post("sessions", {"username": "officer", "password": PASSWORD})
    assert answer.status_code == 201
    officer = api_desk.caller()
    officer.headers["Authorization"] = f"Bearer {answer.json['token']}"
    assert officer.get("tickets").json == {"items": [], "next": None}


def test_a_ticket_goes_from_the_call_to_the_answer(api_desk: ApiDesk) -> None:
    officer, plumber = api_desk.caller("officer"), api_desk.caller("plumber")
    opened = officer.post("tickets", api_desk.burst_pipe())
    assert opened.status_code == 201, opened.json
    path = f"tickets/{opened.json['id']}"
    assert opened.json["steps"] == [
        *("acknowledge", "assign", "assign_in_turn", "take", "classify"),
        *("decline", "change_tier", "refer", "add_reporter", "merge", "flag_major"),
    ]
    assert opened.json["customer"]["name"] == "张伟"
    steps = [
        (officer, "acknowledge", {}),
        (officer, "assign", {"assignee_id": str(api_desk.staff["plumber"].id)}),
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
