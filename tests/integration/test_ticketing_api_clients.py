"""Other systems: a token shown once, scopes, revocation, the published keys."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine

from services.ticketing import handlers
from services.ticketing.handlers.grants import BeyondYourRights
from shared import clock, tokens
from tests.integration.ticketing_api import SIGNING_KEY, ApiDesk, Caller


def create(desk: ApiDesk, **changes: Any) -> Any:
    body = {"name": "巡更系统", "scopes": ["tickets.open", "tickets.read"], **changes}
    return desk.caller("administrator").post("api-clients", body)


def system(desk: ApiDesk, **changes: Any) -> Caller:
    return Caller(desk.app, create(desk, **changes).json["token"])


def test_a_token_does_what_its_scopes_allow_and_the_audit_trail_names_the_system(api_desk: ApiDesk) -> None:
    patrol = system(api_desk)
    opened = patrol.post("tickets", api_desk.burst_pipe())
    assert opened.status_code == 201, opened.json
    assert opened.json["opened_by"] == "巡更系统"
    assert patrol.get(f"tickets/{opened.json['id']}").status_code == 200
    refused = patrol.post(f"tickets/{opened.json['id']}/acknowledge")
    assert refused.status_code == 403
    assert "officer" in refused.json["holders"]
    [row] = api_desk.audit(UUID(opened.json["id"]))
    assert (row.actor_kind, row.actor_name) == ("client", "巡更系统")


def test_the_token_is_shown_once_and_kept_nowhere(api_desk: ApiDesk) -> None:
    created = create(api_desk)
    assert created.status_code == 201
    listed = api_desk.caller("administrator").get("api-clients").json["items"]
    assert [client["name"] for client in listed] == ["巡更系统"]
    assert "token" not in listed[0]
    told = json.dumps(api_desk.events(), ensure_ascii=False) + str(
        [row.after for row in api_desk.audit(UUID(listed[0]["id"]))]
    )
    assert created.json["token"] not in told


def test_a_revoked_token_opens_nothing_at_once(api_desk: ApiDesk) -> None:
    created = create(api_desk).json
    patrol, administrator = Caller(api_desk.app, created["token"]), api_desk.caller("administrator")
    revoke = f"api-clients/{created['client']['id']}/revoke"
    assert patrol.get("tickets").status_code == 200
    assert administrator.post(revoke).json["active"] is False
    assert patrol.get("tickets").status_code == 401
    assert administrator.post(revoke).status_code == 200
    states = [data["active"] for name, data in api_desk.events() if name == "api_client_changed"]
    assert states == [True, False]


def test_a_token_ends_after_a_year(api_desk: ApiDesk) -> None:
    patrol = system(api_desk)
    with time_machine.travel(clock.now() + timedelta(days=364)):
        assert patrol.get("tickets").status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=366)):
        assert patrol.get("tickets").status_code == 401


def test_a_token_of_one_estate_sees_no_other(api_desk: ApiDesk) -> None:
    ticket = api_desk.open()
    there = system(api_desk, estates=[str(api_desk.estates["CH"].id)])
    here = system(api_desk, name="门禁", estates=[str(api_desk.estates["LX"].id)])
    assert there.get(f"tickets/{ticket.id}").status_code == 404
    assert here.get(f"tickets/{ticket.id}").status_code == 200


def test_a_token_of_a_system_that_nobody_knows_opens_nothing(api_desk: ApiDesk) -> None:
    now = clock.now()
    token = tokens.issue_to_client(
        SIGNING_KEY, subject=api_desk.staff["officer"].id, name="", issued_at=now, expires_at=now + timedelta(days=1)
    )
    assert Caller(api_desk.app, token).get("tickets").status_code == 401


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["staff.manage"]}, "scopes.0"),
        ({"scopes": ["everything"]}, "scopes.0"),
        ({"name": " "}, "name"),
        ({"estates": ["LX"]}, "estates.0"),
    ],
)
def test_what_cannot_be_granted_is_refused(api_desk: ApiDesk, changes: dict[str, Any], field: str) -> None:
    refused = create(api_desk, **changes)
    assert (refused.status_code, list(refused.json["errors"])) == (422, [field])


def test_a_name_is_given_once(api_desk: ApiDesk) -> None:
    create(api_desk)
    assert list(create(api_desk).json["errors"]) == ["name"]


def test_nobody_grants_beyond_the_own_rights(api_desk: ApiDesk) -> None:
    own, other = api_desk.estates["LX"].id, api_desk.estates["CH"].id
    for facts in (
        {"scopes": ["tickets.read"], "estates": None},
        {"scopes": ["tickets.read"], "estates": [own, other]},
        {"scopes": ["operations.act"], "estates": [own]},
    ):
        with pytest.raises(BeyondYourRights):
            api_desk.do("lead", handlers.create_api_client, name="访客机", **facts)
    client, _token = api_desk.do(
        "lead", handlers.create_api_client, name="访客机", scopes=["tickets.read"], estates=[own]
    )
    assert client.active


def test_anyone_can_fetch_the_keys_that_verify_a_token(api_desk: ApiDesk) -> None:
    answer = api_desk.caller().get("keys")
    assert answer.status_code == 200
    assert set(answer.json["keys"][0]) == {"kty", "crv", "x", "kid"}
    token = create(api_desk).json["token"]
    assert tokens.verify(json.dumps(answer.json), token).name == "巡更系统"
