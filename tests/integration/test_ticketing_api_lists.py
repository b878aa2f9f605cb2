"""Lists of the API: filters, pages by key, and as many queries for many rows as for few."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.integration.ticketing_api import ApiDesk, Caller
from tests.integration.ticketing_desk import counted_queries


def titles(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.json
    return [ticket["title"] for ticket in answer.json["items"]]


def pages(caller: Caller, path: str, **query: Any) -> Iterator[list[str]]:
    """The ids of each page, until there is no next one."""
    after: dict[str, str] = {}
    while True:
        answer = caller.get(path, **query, **after).json
        yield [row["id"] for row in answer["items"]]
        if answer["next"] is None:
            return
        after = {"after": answer["next"]}


def queries_for(desk: ApiDesk, caller: Caller, path: str) -> int:
    with counted_queries(desk.database) as statements:
        assert caller.send("GET", path).status_code == 200
    return sum(not statement.startswith("BEGIN") for statement in statements)


def test_tickets_are_filtered(api_desk: ApiDesk) -> None:
    officer, plumber = api_desk.caller("officer"), api_desk.staff["plumber"]
    repair = api_desk.open(title="水管爆裂")
    api_desk.open(title="电梯太慢", kind="complaint", tier="normal", customer_id=api_desk.customers["王芳"].id)
    closed = api_desk.open(title="谢谢", kind="praise", tier="normal")
    officer.post(f"tickets/{repair.id}/assign", {"assignee_id": str(plumber.id)})
    for step, body in (
        ("acknowledge", {}),
        ("resolve", {"resolution": "已转达"}),
        ("answer", {"answer": "谢谢您"}),
        ("close", {}),
    ):
        assert officer.post(f"tickets/{closed.id}/{step}", body).status_code == 200
    expected: list[tuple[dict[str, Any], set[str]]] = [
        ({}, {"水管爆裂", "电梯太慢", "谢谢"}),
        ({"state": "open"}, {"水管爆裂", "电梯太慢"}),
        ({"state": "closed"}, {"谢谢"}),
        ({"status": "received"}, {"电梯太慢"}),
        ({"status": "closed", "state": "open"}, {"谢谢"}),
        ({"kind": "repair"}, {"水管爆裂"}),
        ({"tier": "emergency"}, {"水管爆裂"}),
        ({"team": "engineering"}, {"水管爆裂"}),
        ({"assignee_id": str(plumber.id)}, {"水管爆裂"}),
        ({"unassigned": "true"}, {"电梯太慢", "谢谢"}),
        ({"customer_id": str(api_desk.customers["王芳"].id)}, {"电梯太慢"}),
        ({"text": "电梯"}, {"电梯太慢"}),
        ({"text": repair.number}, {"水管爆裂"}),
        ({"late": "true"}, set()),
    ]
    for query, found in expected:
        assert set(titles(officer.get("tickets", **query))) == found, query


@pytest.mark.parametrize("query", [{}, {"state": "open"}], ids=["newest first", "next due first"])
def test_pages_show_every_ticket_once_while_others_are_opened(api_desk: ApiDesk, query: dict[str, str]) -> None:
    opened = [str(api_desk.open(title=str(number)).id) for number in range(7)]
    seen: list[str] = []
    for page in pages(api_desk.caller("officer"), "tickets", limit=3, **query):
        assert len(page) <= 3
        seen += page
        if not query:
            api_desk.open(title="meanwhile")
    assert sorted(seen) == sorted(opened)


@pytest.mark.parametrize("path", ["customers", "premises", "staff"])
def test_every_list_can_be_walked_through(api_desk: ApiDesk, path: str) -> None:
    caller = api_desk.caller("supervisor")
    whole = [row["id"] for row in caller.get(path, limit=200).json["items"]]
    walked = [row for page in pages(caller, path, limit=2) for row in page]
    assert walked == whole
    assert len(whole) >= 6


def test_a_cursor_belongs_to_its_list(api_desk: ApiDesk) -> None:
    officer = api_desk.caller("officer")
    cursor = officer.get("premises", limit=1).json["next"]
    answer = officer.get("tickets", after=cursor)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["after"])


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("tickets", 4),
        ("tickets?state=open", 4),
        ("tickets?text=水管", 4),
        ("customers", 3),
        ("customers?text=zhang", 3),
    ],
)
def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(api_desk: ApiDesk, path: str, most: int) -> None:
    """One for the person who asks, one for the rows, one for what belongs to all of them."""
    officer = api_desk.caller("officer")
    api_desk.open(title="水管")
    few = queries_for(api_desk, officer, path)
    for customer in api_desk.customers.values():
        api_desk.open(title="水管", customer_id=customer.id)
    assert queries_for(api_desk, officer, path) == few <= most


def test_a_ticket_takes_as_many_queries_with_a_long_history_as_without(api_desk: ApiDesk) -> None:
    officer = api_desk.caller("officer")
    ticket = api_desk.open()
    path = f"tickets/{ticket.id}"
    few = [queries_for(api_desk, officer, path), queries_for(api_desk, officer, f"{path}/timeline")]
    for step in ("plumber", "electrician", "plumber"):
        officer.post(f"{path}/assign", {"assignee_id": str(api_desk.staff[step].id)})
    for _ in range(2):
        officer.post(f"{path}/resolve", {"resolution": "好了"})
        officer.post(f"{path}/answer", {"answer": "好了"})
        assert officer.post(f"{path}/reopen", {"reason": "又坏了"}).status_code == 200
    assert [queries_for(api_desk, officer, path), queries_for(api_desk, officer, f"{path}/timeline")] == few
    assert max(few) <= 7


@pytest.mark.parametrize("path", ["customers/{customer}", "commitments", "estates", "premises", "staff", "keys"])
def test_small_reads_take_few_queries(api_desk: ApiDesk, path: str) -> None:
    supervisor = api_desk.caller("supervisor")
    assert queries_for(api_desk, supervisor, path.format(customer=api_desk.customers["张伟"].id)) <= 3
