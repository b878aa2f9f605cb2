"""The table of service-time commitments over the API, and what its readers are told (C2.5, C2.6)."""

from typing import Any

from services.ticketing import handlers
from tests.integration.ticketing_api import NOBODY, ApiDesk

STEPS = [{"percent": 80, "role": "supervisor"}, {"percent": 100, "minutes_after": 20, "role": "project_lead"}]
ANSWER_PRAISE = {"kind": "praise", "tier": "normal", "clock": "answer", "target": "minutes", "minutes": 90}


def in_force(desk: ApiDesk, tier: str) -> dict[str, Any]:
    rows = desk.caller("officer").get("commitments").json["items"]
    return next(row for row in rows if (row["tier"], row["clause"]) == (tier, "C2.5"))


def told(desk: ApiDesk) -> list[dict[str, Any]]:
    return [data for key, data in desk.events() if key == "commitment_changed"]


def test_the_commitments_in_force_are_those_of_the_procedure(api_desk: ApiDesk) -> None:
    rows = api_desk.caller("officer").get("commitments").json["items"]
    rows = [row for row in rows if row["clause"] == "C2.5"]
    assert {(row["tier"], row["target"], row["minutes"]) for row in rows} == {
        ("emergency", "minutes", 10),
        ("urgent", "minutes", 15),
        ("normal", "same_day", None),
    }
    ladder = [(step["percent"], step["minutes_after"]) for step in rows[0]["escalation"]]
    assert ladder == [(50, 0), (100, 0), (100, 30)]


def test_a_replaced_promise_is_told_with_its_successor(api_desk: ApiDesk) -> None:
    lead, old = api_desk.caller("lead"), in_force(api_desk, "emergency")
    body = {"target": "minutes", "minutes": 5, "escalation": STEPS}
    new = lead.post(f"commitments/{old['id']}/replace", body)
    assert (new.status_code, new.json["minutes"], new.json["clause"]) == (201, 5, "C2.5")
    assert new.json["escalation"] == [STEPS[0] | {"minutes_after": 0}, STEPS[1]]
    assert in_force(api_desk, "emergency")["id"] == new.json["id"]
    assert [(row["id"], row["minutes"], bool(row["replaced_at"])) for row in told(api_desk)] == [
        (old["id"], 10, True),
        (new.json["id"], 5, False),
    ]
    assert lead.post(f"commitments/{old['id']}/replace", body).status_code == 409


def test_a_promise_is_added_once_and_withdrawn(api_desk: ApiDesk) -> None:
    lead = api_desk.caller("lead")
    added = lead.post("commitments", ANSWER_PRAISE | {"escalation": STEPS})
    assert (added.status_code, added.json["clock"], added.json["calendar"]) == (201, "answer", "always")
    assert lead.post("commitments", ANSWER_PRAISE | {"escalation": STEPS}).status_code == 409
    withdrawn = lead.post(f"commitments/{added.json['id']}/withdraw")
    assert withdrawn.json["replaced_at"] is not None
    assert [row["replaced_at"] is None for row in told(api_desk)] == [True, False]


def test_a_promise_without_sense_is_refused_at_its_field(api_desk: ApiDesk) -> None:
    lead, path = api_desk.caller("lead"), f"commitments/{in_force(api_desk, 'urgent')['id']}/replace"
    for body, field in (
        ({"target": "minutes", "escalation": STEPS}, "minutes"),
        ({"target": "same_day", "escalation": []}, "escalation"),
        ({"target": "same_day", "escalation": [{"percent": 0, "role": "nobody"}]}, "escalation.0.role"),
        ({"target": "same_day", "calendar": "working", "escalation": STEPS}, "calendar"),
    ):
        refused = lead.post(path, body)
        assert refused.status_code == 422, body
        assert field in refused.json["errors"], refused.json
    assert lead.post(f"commitments/{NOBODY}/withdraw").status_code == 404
    assert told(api_desk) == []


def test_a_new_reader_is_told_the_whole_table(api_desk: ApiDesk) -> None:
    with api_desk.database.write() as session:
        handlers.republish(session)
    promised = {row["id"] for row in api_desk.caller("officer").get("commitments").json["items"]}
    assert {row["id"] for row in told(api_desk) if row["replaced_at"] is None} == promised
