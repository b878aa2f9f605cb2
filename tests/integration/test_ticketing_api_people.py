"""Households, premises and staff over the API."""

from typing import Any

from tests.integration.ticketing_api import ApiDesk


def register(desk: ApiDesk, **changes: Any) -> Any:
    """The officer's registration of a second household of 张伟's unit."""
    body = {
        "unit_id": str(desk.customers["张伟"].unit_id),
        "kind": "tenant",
        "name": "周 杰",
        "phone": "139 1111 2222",
        "moved_in_on": "2026-11-01",
        **changes,
    }
    return desk.caller("officer").post("customers", body)


def test_a_household_is_registered_found_changed_and_moves_out(api_desk: ApiDesk) -> None:
    officer = api_desk.caller("officer")
    registered = register(api_desk)
    assert registered.status_code == 201, registered.json
    household = registered.json
    assert (household["phone"], household["unit_path"]) == ("+8613911112222", api_desk.customers["张伟"].unit_path)
    path = f"customers/{household['id']}"
    for typed in ("zhouj", "周", "2222", "13911112222"):
        assert household["id"] in [row["id"] for row in officer.get("customers", text=typed).json["items"]], typed
    changed = officer.patch(path, {"email": "zhou@example.com", "channels": ["email", "sms"], "key_customer": True})
    assert (changed.json["email"], changed.json["channels"]) == ("zhou@example.com", ["email", "sms"])
    assert officer.get(path).json == changed.json
    moved = officer.post(f"{path}/move-out", {"on": "2026-11-20"})
    assert moved.json["moved_out_on"] == "2026-11-20"
    assert officer.post(f"{path}/move-out", {"on": "2026-11-20"}).status_code == 409
    told = [name for name, data in api_desk.events("ticketing.customer") if data["id"] == household["id"]]
    assert told == ["customer_changed"] * 3


def test_nobody_moves_out_before_moving_in(api_desk: ApiDesk) -> None:
    path = f"customers/{register(api_desk).json['id']}/move-out"
    answer = api_desk.caller("officer").post(path, {"on": "2026-10-31"})
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["on"])


def test_of_two_who_edit_at_once_the_second_is_told(api_desk: ApiDesk) -> None:
    officer, supervisor = api_desk.caller("officer"), api_desk.caller("supervisor")
    path = f"customers/{api_desk.customers['张伟'].id}"
    seen = officer.get(path).json["version"]
    assert officer.patch(path, {"name": "张 伟", "version": seen}).json["version"] == seen + 1
    late = supervisor.patch(path, {"name": "章伟", "version": seen})
    assert (late.status_code, late.content_type) == (409, "application/problem+json")
    assert officer.get(path).json["name"] == "张 伟"
    assert supervisor.patch(path, {"name": "章伟"}).status_code == 200


def test_a_change_to_the_same_values_tells_nobody(api_desk: ApiDesk) -> None:
    officer, path = api_desk.caller("officer"), f"customers/{api_desk.customers['张伟'].id}"
    before, events = officer.get(path).json, len(api_desk.events())
    assert officer.patch(path, {"name": before["name"]}).json == before
    assert officer.patch(path, {}).json == before
    assert len(api_desk.events()) == events


def test_lists_mask_phone_numbers(api_desk: ApiDesk) -> None:
    row = api_desk.caller("officer").get("customers", text="张伟").json["items"][0]
    assert row["phone"] == "138****0000"
    assert "email" not in row


def test_premises_are_listed_by_path_and_filtered(api_desk: ApiDesk) -> None:
    officer = api_desk.caller("officer")
    [estate] = officer.get("estates").json["items"]
    assert officer.get(f"estates/{estate['id']}").json == estate
    assert (estate["code"], estate["name"]) == ("LX", "邻香苑")
    floors = officer.get("premises", kind="floor").json["items"]
    assert [floor["path"] for floor in floors] == ["2栋 1层", "2栋 5层"]
    units = officer.get("premises", parent_id=floors[1]["id"]).json["items"]
    assert [unit["name"] for unit in units] == ["0501", "0502", "0503", "0504"]
    assert officer.get(f"premises/{units[0]['id']}").json == units[0]


def test_an_account_is_created_changed_and_deactivated(api_desk: ApiDesk) -> None:
    administrator = api_desk.caller("administrator")
    account = {
        "username": "liu.fang",
        "name": "刘芳",
        "roles": ["officer"],
        "team": "customer_service",
        "estates": [str(api_desk.estates["LX"].id)],
        "phone": "13700001111",
    }
    created = administrator.post("staff", account)
    assert created.status_code == 201, created.json
    assert created.json["has_password"] is False
    assert created.json["invitation"]["url"].startswith("https://linli.example/ticketing/invitation/")
    assert created.json["estates"] == account["estates"]
    path = f"staff/{created.json['id']}"
    changed = administrator.patch(path, {"roles": ["supervisor"], "version": created.json["version"]})
    assert changed.json["roles"] == ["supervisor"]
    assert administrator.patch(path, {"name": "刘 芳", "version": 1}).status_code == 409
    assert administrator.get(path).json == changed.json
    assert administrator.post(f"{path}/deactivate").json["active"] is False
    assert administrator.post(f"{path}/deactivate").status_code == 200
    listed = {row["username"]: row["active"] for row in administrator.get("staff").json["items"]}
    assert listed["liu.fang"] is False


def test_nobody_grants_more_than_the_own_estates_and_roles(api_desk: ApiDesk) -> None:
    lead = api_desk.caller("lead")
    own, other = (str(api_desk.estates[code].id) for code in ("LX", "CH"))
    account = {"username": "newcomer", "name": "新人", "roles": ["officer"], "estates": [own]}
    for beyond in ({"estates": None}, {"estates": [other]}, {"roles": ["administrator"]}):
        refused = lead.post("staff", account | beyond)
        assert (refused.status_code, refused.content_type) == (403, "application/problem+json"), beyond
    assert lead.post("staff", account).status_code == 201
    assert lead.post(f"staff/{api_desk.stranger.id}/deactivate").status_code == 403
    assert lead.post(f"staff/{api_desk.stranger.id}/invitation").status_code == 403
