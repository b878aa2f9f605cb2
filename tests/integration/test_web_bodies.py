"""What callers send by mistake or on purpose: always a problem that says what is wrong, never an error of ours."""

import json
from typing import Any

import pytest

from tests.integration.ticketing_api import NOBODY, ApiDesk

BIG = 33 * 1024 * 1024
PROBLEM = "application/problem+json"


def problem_of(answer: Any) -> dict[str, Any]:
    """The body of a refusal, once it has the shape that is promised."""
    assert answer.content_type == PROBLEM, answer.data
    problem: dict[str, Any] = answer.json
    assert {"type", "title", "status", "detail", "reference"} <= problem.keys()
    assert problem["status"] == answer.status_code
    return problem


def raw(desk: ApiDesk, data: bytes, content_type: str | None = "application/json", path: str = "tickets") -> Any:
    return desk.caller("officer").send("POST", path, data=data, content_type=content_type)


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"nonsense",
        b"\xff\xfe",
        b"{'kind': 'repair'}",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"1" * 5000,
        b'{"title": ' + b"9" * 5000 + b"}",
    ],
    ids=["cut off", "words", "bytes", "quotes", "deep lists", "deep objects", "a huge number", "in a field"],
)
def test_a_body_that_is_no_json_is_a_bad_request(common_desk: ApiDesk, data: bytes) -> None:
    answer = raw(common_desk, data)
    assert answer.status_code == 400
    problem_of(answer)


def test_without_a_body_the_required_fields_are_missing(common_desk: ApiDesk) -> None:
    assert list(problem_of(raw(common_desk, b""))["errors"]) == ["kind", "title"]


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "multipart/form-data", "", None])
def test_a_body_of_another_kind_is_not_taken(common_desk: ApiDesk, content_type: str | None) -> None:
    answer = raw(common_desk, json.dumps(common_desk.burst_pipe()).encode(), content_type)
    assert answer.status_code == 415
    problem_of(answer)


@pytest.mark.parametrize("body", [[], "text", 1, None, True, [{}]])
def test_a_body_that_is_no_object_is_refused(common_desk: ApiDesk, body: Any) -> None:
    answer = raw(common_desk, json.dumps(body).encode())
    assert answer.status_code == 422
    assert problem_of(answer)["errors"]


def test_a_body_that_is_too_large_is_refused(common_desk: ApiDesk) -> None:
    answer = raw(common_desk, b" " * BIG)
    assert answer.status_code == 413
    problem_of(answer)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": None}, "title"),
        ({"title": 7}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "nul\x00"}, "title"),
        ({"description": "half \ud83d"}, "description"),
        ({"kind": "wish"}, "kind"),
        ({"kind": ["repair"]}, "kind"),
        ({"kind": {}}, "kind"),
        ({"tier": True}, "tier"),
        ({"customer_id": "LX"}, "customer_id"),
        ({"customer_id": NOBODY}, "customer_id"),
        ({"customer_id": 10**30}, "customer_id"),
        ({"agreed_at": "tomorrow"}, "agreed_at"),
        ({"agreed_at": "2026-11-24T10:00:00"}, "agreed_at"),
        ({"agreed_at": "9999-12-31T23:59:59-12:00"}, "agreed_at"),
        ({"agreed_at": "0001-01-01T00:00:00+14:00"}, "agreed_at"),
        ({"reporter_phone": "1" * 41}, "reporter_phone"),
        ({"urgency": "high"}, "urgency"),
    ],
)
def test_a_bad_value_is_named_by_its_field(common_desk: ApiDesk, changes: dict[str, Any], field: str) -> None:
    for language in ("zh", "en"):
        answer = common_desk.caller("officer", language).post("tickets", common_desk.burst_pipe(**changes))
        assert answer.status_code == 422, answer.json
        assert list(problem_of(answer)["errors"]) == [field]


def test_the_problem_speaks_the_readers_language(common_desk: ApiDesk) -> None:
    said = {}
    for language in ("zh-CN,zh;q=0.9", "en-GB,en;q=0.8", "fr"):
        answer = common_desk.caller("officer", language).post("tickets", {"kind": "repair"})
        problem = problem_of(answer)
        said[language[:2]] = [problem["title"], problem["detail"], problem["errors"]["title"]]
    assert said["en"] == [
        "Please check the marked fields.",
        "Please check the marked fields.",
        ["Please fill this in."],
    ]
    assert all(not text.isascii() for text in (said["zh"][0], said["zh"][1], said["zh"][2][0]))
    assert said["fr"] == said["zh"]


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("tickets", {"limit": "0"}, "limit"),
        ("tickets", {"limit": "201"}, "limit"),
        ("tickets", {"limit": "9" * 400}, "limit"),
        ("tickets", {"limit": "x"}, "limit"),
        ("tickets", {"after": "x"}, "after"),
        ("tickets", {"after": "WyIxIl0"}, "after"),
        ("tickets", {"after": "bnVsbA"}, "after"),
        ("tickets", {"after": "é"}, "after"),
        ("tickets", {"status": "lost"}, "status"),
        ("tickets", {"state": "open", "after": "WyI5OTk5IiwgInkiXQ"}, "after"),
        ("tickets", {"assignee_id": "me"}, "assignee_id"),
        ("tickets", {"late": "perhaps"}, "late"),
        ("tickets", {"assignee": NOBODY}, "assignee"),
        ("tickets", {"text": "a\x00b"}, "text"),
        ("customers", {"unit_id": "0502"}, "unit_id"),
        ("customers", {"text": "张\x00"}, "text"),
        ("customers", {"after": "WzFd"}, "after"),
        ("premises", {"kind": "tent"}, "kind"),
        ("premises", {"after": "WyJcdTAwMDAiLCJcdTAwMDAiXQ"}, "after"),
    ],
)
def test_a_bad_query_is_named_by_its_parameter(
    common_desk: ApiDesk, path: str, query: dict[str, str], field: str
) -> None:
    answer = common_desk.caller("officer").get(path, **query)
    assert answer.status_code == 422, answer.json
    assert list(problem_of(answer)["errors"]) == [field]


@pytest.mark.parametrize("text", ["%", "_", "\\", "'; DROP TABLE ticket; --", "BX-2", "🚰", "  ", "a" * 100, "ﬁ"])
def test_any_text_can_be_searched_for(common_desk: ApiDesk, text: str) -> None:
    for path in ("tickets", "customers"):
        assert common_desk.caller("officer").get(path, text=text).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "nowhere", 404),
        ("GET", "tickets/1", 404),
        ("GET", f"tickets/{NOBODY}", 404),
        ("GET", f"tickets/{NOBODY}/timeline", 404),
        ("GET", "tickets/%00", 404),
        ("GET", "tickets/" + "a" * 5000, 404),
        ("DELETE", "tickets", 405),
        ("PUT", f"tickets/{NOBODY}", 405),
        ("POST", f"tickets/{NOBODY}/acknowledge", 404),
        ("PATCH", f"customers/{NOBODY}", 404),
    ],
)
def test_what_is_not_there_is_a_problem_too(common_desk: ApiDesk, method: str, path: str, status: int) -> None:
    kwargs: dict[str, Any] = {"json": {}} if method in {"POST", "PATCH", "PUT"} else {}
    answer = common_desk.caller("officer").send(method, path, **kwargs)
    assert answer.status_code == status
    problem_of(answer)
    if status == 405:
        assert "Allow" in answer.headers


def test_a_step_that_the_state_refuses_is_a_conflict_and_says_why(common_desk: ApiDesk) -> None:
    ticket = common_desk.open()
    answer = common_desk.caller("officer", "en").post(f"tickets/{ticket.id}/close")
    assert answer.status_code == 409
    assert problem_of(answer)["detail"] == "A ticket can only be closed after the resident has been answered."


def test_a_refusal_can_be_found_in_the_logs(common_desk: ApiDesk) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    answer = common_desk.caller().send("GET", "tickets", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
    assert trace.startswith(problem_of(answer)["reference"])


@pytest.mark.parametrize("password", ["half \ud83d", "nul\x00nul\x00nul", "x" * 1001, "", "x" * 1000, None, 5])
def test_any_password_can_be_tried(common_desk: ApiDesk, password: Any) -> None:
    answer = common_desk.caller().post("sessions", {"username": "nobody-here", "password": password})
    assert answer.status_code in {401, 422, 429}
    problem_of(answer)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "王强"}, "username"),
        ({"username": "officer"}, "username"),
        ({"roles": []}, "roles"),
        ({"roles": ["king"]}, "roles.0"),
        ({"password": "chosen for somebody"}, "password"),
        ({"phone": "12"}, "phone"),
        ({"email": "nobody"}, "email"),
        ({"estates": "all"}, "estates"),
        ({"estates": [1]}, "estates.0"),
        ({"team": "navy"}, "team"),
    ],
)
def test_a_bad_account_is_refused_by_its_field(common_desk: ApiDesk, changes: dict[str, Any], field: str) -> None:
    account = {"username": "newcomer", "name": "新人", "roles": ["officer"]}
    answer = common_desk.caller("administrator").post("staff", account | changes)
    assert answer.status_code == 422, answer.json
    assert list(problem_of(answer)["errors"]) == [field]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"phone": "none"}, "phone"),
        ({"email": "x@"}, "email"),
        ({"channels": ["SMS!"]}, "channels.0"),
        ({"channels": ["sms"] * 9}, "channels"),
        ({"moved_in_on": "yesterday"}, "moved_in_on"),
        ({"language": "fr"}, "language"),
        ({"version": "1"}, "version"),
        ({"version": 1.5}, "version"),
        ({"version": None}, "version"),
        ({"unit_id": NOBODY}, "unit_id"),
    ],
)
def test_a_bad_change_of_a_household_is_refused_by_its_field(
    common_desk: ApiDesk, changes: dict[str, Any], field: str
) -> None:
    answer = common_desk.caller("officer").patch(f"customers/{common_desk.customers['王芳'].id}", changes)
    assert answer.status_code == 422, answer.json
    assert list(problem_of(answer)["errors"]) == [field]
